package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import uk.tocsin.bench.Line.Request;
import uk.tocsin.model.ChannelKind;

/// From the moment somebody asks over HTTP that an alert be cancelled, while it runs at full rate, to its last request
/// at the simulator. Times are wall clock in milliseconds of one machine.
final class CancelBench implements Bench {
    /// No less is told apart.
    private static final long RESOLUTION_MS = 1;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int rounds = scale.of(2, 10, 10);
        int running = scale.of(100, 4_000, 4_000);
        try (Line line = Line.open(work, scale.of(3_000, 100_000, 1_000_000))) {
            line.quota(ChannelKind.PUSH, scale.of(200, 4_000, 4_000));
            Map<Integer, Long> cancelled = Measured.of(() -> cancel(line, rounds, running));
            List<Request> requests = line.requests();
            Map<Integer, Long> last = new HashMap<>();
            requests.forEach(request -> last.merge(request.alert(), request.atMs(), Math::max));
            Latencies latencies = new Latencies(cancelled.size());
            cancelled.forEach((alert, asked) -> latencies.add(
                    (double) Math.max(RESOLUTION_MS, Objects.requireNonNullElse(last.get(alert), asked) - asked)));
            String unit = "ms (" + latencies.size() + " alerts)";
            figures.accept(Figure.alone("cancel.p50", unit, latencies.percentile(0.50), Double.NaN));
            figures.accept(Figure.alone("cancel.most", unit, latencies.percentile(1), Double.NaN));
        }
    }

    /// When each alert was asked to be cancelled.
    private static Map<Integer, Long> cancel(Line line, int rounds, int running) {
        Map<Integer, Long> cancelled = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            int alert = line.submitted("everyone", "Severe");
            line.approve(alert);
            line.awaitAccepted(alert, running);
            cancelled.put(alert, line.cancel(alert));
            line.awaitSent(alert);
            if (line.reach(alert, ChannelKind.PUSH, "withdrawn") == 0) {
                throw new BenchException("alert " + alert + " was sent to all before it was cancelled");
            }
        }
        return cancelled;
    }
}

package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import uk.tocsin.bench.Line.Request;

/// How far reach lags behind receipts: from the answer to the n-th receipt at the edge to the API's figure that holds
/// n, for every n, while receipts come at a steady rate. The figure is asked for again and again, so that the lag holds
/// the wait for the next question.
final class ReachLagBench implements Bench {
    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int perSecond = scale.of(500, 2_000, 4_000);
        try (Line line = Line.open(work, scale.of(2_000, 100_000, 400_000))) {
            int alert = line.submitted("everyone", "Severe");
            line.approve(alert);
            line.awaitSent(alert);
            List<String> tokens =
                    line.requests().stream().map(Request::token).distinct().toList();
            try (SteadyReceipts receipts = new SteadyReceipts(line, alert, tokens)) {
                Latencies lags = Measured.of(() -> receipts.lags(perSecond));
                String unit = "ms (" + lags.size() + " receipts)";
                figures.accept(Figure.alone("reach-lag.p50", unit, lags.percentile(0.50), Double.NaN));
                figures.accept(Figure.alone("reach-lag.p99", unit, lags.percentile(0.99), Double.NaN));
            }
        }
    }
}

package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import uk.tocsin.bench.Line.Approval;
import uk.tocsin.bench.Line.Request;

/// From the moment an approver asks for an approval over HTTP to the alert's first request at the simulator; while
/// nothing else happens, and while an alert to everybody is on its way. The small alert is extreme, the large one
/// severe. Times are wall clock in milliseconds of one machine.
final class ApproveBench implements Bench {
    private static final String FEW = "region = wales and size = large";
    private static final int MEASURABLE = 1;
    /// Another large alert follows after so many approvals: about the time that one takes.
    private static final int EVERY = 40;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(3_000, 100_000, 1_000_000);
        int alerts = scale.of(3, 100, 200);
        String few = scale == Scale.SMALL ? "region = wales" : FEW;
        try (Line line = Line.open(work, people)) {
            approvals(line, few, scale.of(1, 10, 10));
            List<Approval> idle = Measured.of(() -> approvals(line, few, alerts));
            warm(line);
            ServerTimes server = ServerTimes.begin(line.stage().server().house().meters());
            List<Approval> busy = new ArrayList<>();
            for (int done = 0; done < alerts; done += EVERY) {
                int bulk = line.submitted("everyone", "Severe");
                line.approve(bulk);
                int next = Math.min(EVERY, alerts - done);
                busy.addAll(Measured.of(() -> approvals(line, few, next)));
                line.awaitSent(bulk);
            }
            List<Request> requests = line.requests();
            tell("approve-to-wire.idle", requests, idle, figures);
            tell("approve-to-wire.busy", requests, amidst(requests, busy), figures);
            server.tell("approve-to-wire.busy", figures);
        }
    }

    /// A large alert once before, that compilers do not take the cores away while it is measured.
    private static void warm(Line line) {
        int bulk = line.submitted("everyone", "Severe");
        line.approve(bulk);
        line.awaitSent(bulk);
    }

    private static List<Approval> approvals(Line line, String audience, int count) {
        List<Approval> approvals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            approvals.add(line.approve(line.submitted(audience, "Extreme")));
        }
        return approvals;
    }

    /// Those during which other alerts were sent: before the approval was asked for and after its first request.
    private static List<Approval> amidst(List<Request> requests, List<Approval> all) {
        Map<Integer, Long> first = firsts(requests);
        List<Approval> amidst = new ArrayList<>();
        for (Approval one : all) {
            long wire = Objects.requireNonNullElse(first.get(one.alert()), Long.MAX_VALUE);
            boolean before = false;
            boolean after = false;
            for (Request request : requests) {
                boolean other = request.alert() != one.alert();
                before |= other && request.atMs() <= one.askedMs() && request.atMs() > one.askedMs() - 1000;
                after |= other && request.atMs() >= wire && request.atMs() < wire + 1000;
            }
            if (before && after) {
                amidst.add(one);
            }
        }
        return amidst;
    }

    private static Map<Integer, Long> firsts(List<Request> requests) {
        Map<Integer, Long> first = new HashMap<>();
        requests.forEach(request -> first.merge(request.alert(), request.atMs(), Math::min));
        return first;
    }

    private static void tell(String name, List<Request> requests, List<Approval> approvals, Consumer<Figure> figures) {
        Map<Integer, Long> first = firsts(requests);
        Latencies latencies = new Latencies(approvals.size());
        for (Approval one : approvals) {
            Long wire = first.get(one.alert());
            if (wire == null) {
                throw new BenchException("alert " + one.alert() + " never came to the simulator");
            }
            latencies.add((double) Math.max(MEASURABLE, wire - one.askedMs()));
        }
        String unit = "ms (" + latencies.size() + " alerts)";
        figures.accept(Figure.alone(name + ".p50", unit, latencies.percentile(0.50), Double.NaN));
        figures.accept(Figure.alone(name + ".p99", unit, latencies.percentile(0.99), Double.NaN));
    }
}

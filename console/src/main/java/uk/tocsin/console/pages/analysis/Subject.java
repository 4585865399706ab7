package uk.tocsin.console.pages.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.Percentiles;
import uk.tocsin.reach.Reach;

/// The alerts that an analysis is about, and their reach added up: somebody whom two alerts meant counts twice. For
/// one thread, which takes its time.
final class Subject {
    private final List<Sent> alerts;
    private final Map<List<Integer>, List<Reach.Report>> known = new HashMap<>();

    Subject(List<Sent> alerts) {
        this.alerts = List.copyOf(alerts);
    }

    /// An alert with its ledgers.
    record Sent(AlertView alert, Collection<LedgerView> ledgers) {}

    List<Sent> alerts() {
        return alerts;
    }

    /// The reports of all alerts among those who are in all of these segments.
    List<Reach.Report> reports(int... segments) {
        return known.computeIfAbsent(
                Arrays.stream(segments).boxed().toList(),
                _ -> alerts.stream()
                        .map(sent -> Reach.of(sent.ledgers(), segments))
                        .toList());
    }

    /// A figure of the reports, added up.
    long sum(ToLongFunction<Reach.Report> figure, int... segments) {
        return reports(segments).stream().mapToLong(figure).sum();
    }

    /// Deliveries of a channel in any of these states.
    long deliveries(ChannelKind channel, Collection<DeliveryState> states, int... segments) {
        return sum(
                report -> {
                    Reach.Funnel funnel = report.channels().get(channel);
                    return funnel == null
                            ? 0
                            : states.stream()
                                    .mapToLong(state -> funnel.states().getOrDefault(state, 0L))
                                    .sum();
                },
                segments);
    }

    /// The channels that any of the alerts used.
    List<ChannelKind> channels() {
        return Arrays.stream(ChannelKind.values())
                .filter(channel ->
                        reports().stream().anyMatch(report -> report.channels().containsKey(channel)))
                .toList();
    }

    /// Ages of all alerts together.
    Percentiles ages(Function<Reach.Report, Percentiles> which) {
        long[] counts = new long[AgeBuckets.COUNT];
        for (Reach.Report report : reports()) {
            long[] each = which.apply(report).counts();
            for (int i = 0; i < counts.length; i++) {
                counts[i] += each[i];
            }
        }
        return new Percentiles(counts);
    }
}

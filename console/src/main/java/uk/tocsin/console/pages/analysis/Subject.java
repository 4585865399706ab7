package uk.tocsin.console.pages.analysis;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.Cross;
import uk.tocsin.reach.Percentiles;
import uk.tocsin.reach.Reach;

/// The alerts that an analysis is about, and their reach added up: somebody whom two alerts meant counts twice. For
/// one thread, which takes its time.
final class Subject {
    private final List<Sent> alerts;
    private final List<Reach.Report> reports;

    Subject(List<Sent> alerts) {
        this.alerts = List.copyOf(alerts);
        this.reports = alerts.stream().map(sent -> Reach.of(sent.ledgers())).toList();
    }

    /// An alert with its ledgers.
    record Sent(AlertView alert, List<LedgerView> ledgers) {
        /// With the first half of its ledgers.
        Sent begin() {
            return new Sent(alert, ledgers.subList(0, ledgers.size() / 2));
        }

        /// With the others.
        Sent end() {
            return new Sent(alert, ledgers.subList(ledgers.size() / 2, ledgers.size()));
        }
    }

    List<Sent> alerts() {
        return alerts;
    }

    /// The reports of the alerts, one each.
    List<Reach.Report> reports() {
        return reports;
    }

    /// A figure of the reports, added up.
    long sum(ToLongFunction<Reach.Report> figure) {
        return reports.stream().mapToLong(figure).sum();
    }

    /// Persons by a list of segments, each alert by itself.
    List<Cross> persons(int[] rows) {
        return alerts.stream()
                .map(sent -> Cross.persons(sent.ledgers(), rows, new int[0]))
                .toList();
    }

    /// Deliveries of a channel by state, among those in a segment.
    Map<DeliveryState, Long> states(ChannelKind channel, int segment) {
        return added(alerts.stream().map(sent -> Reach.states(sent.ledgers(), channel, segment)));
    }

    /// Deliveries of a channel by state.
    Map<DeliveryState, Long> states(ChannelKind channel) {
        return added(reports().stream()
                .map(report -> report.channels().get(channel))
                .filter(Objects::nonNull)
                .map(Reach.Funnel::states));
    }

    private static Map<DeliveryState, Long> added(Stream<Map<DeliveryState, Long>> each) {
        Map<DeliveryState, Long> sums = new EnumMap<>(DeliveryState.class);
        each.forEach(states -> states.forEach((state, size) -> sums.merge(state, size, Long::sum)));
        return sums;
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

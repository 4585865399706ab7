package uk.tocsin.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import uk.tocsin.audience.AudienceFigures;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Step;

/// How long it takes until so many of those whom a plan serves have been sent their first message, at what the lanes
/// may send now. Every lane goes through the audience in the same order, so somebody who has two channels is sent
/// the first message by the one that is ahead. What other alerts send meanwhile is not known and not counted.
///
/// @param half until 50 % were sent one; empty if that never happens, since a channel is closed
/// @param most until 90 %
/// @param all until everybody
public record SendEstimate(Optional<Duration> half, Optional<Duration> most, Optional<Duration> all) {
    /// Steps of the search for a time: to a second within the longest life of an alert.
    private static final int HALVINGS = 40;

    /// Below half a person.
    private static final double CLOSE = 0.5;

    /// The estimate of a plan.
    ///
    /// @param counts by step, how many it would serve: [Forecast#steps]
    /// @param perSecond messages a second by channel; 0 for a closed one
    public static SendEstimate of(
            List<Step> steps, List<Long> counts, AudienceFigures figures, ToDoubleFunction<ChannelKind> perSecond) {
        Map<ChannelKind, Flow> flows = new EnumMap<>(ChannelKind.class);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            flows.computeIfAbsent(step.channel(), channel -> new Flow(perSecond.applyAsDouble(channel)))
                    .add(step.delay().toMillis() / 1000.0, counts.get(i));
        }
        Sending sending = new Sending(flows, figures);
        return new SendEstimate(sending.until(0.5), sending.until(0.9), sending.until(1.0));
    }

    /// What flows through the lanes of a plan.
    private record Sending(Map<ChannelKind, Flow> flows, AudienceFigures figures) {
        Optional<Duration> until(double share) {
            double wanted = share * sent(Double.POSITIVE_INFINITY, true);
            double end = flows.values().stream().mapToDouble(Flow::end).max().orElse(0);
            if (wanted < CLOSE) {
                return Optional.of(Duration.ZERO);
            }
            if (sent(end, false) < wanted - CLOSE) {
                return Optional.empty();
            }
            double early = 0;
            double late = end;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (early + late) / 2;
                if (sent(middle, false) < wanted - CLOSE) {
                    early = middle;
                } else {
                    late = middle;
                }
            }
            return Optional.of(Duration.ofMillis(Math.round(late * 1000)));
        }

        /// Persons who were sent something at a time.
        ///
        /// @param closedToo as if closed channels sent as well
        private double sent(double seconds, boolean closedToo) {
            double sum = 0;
            for (int set = 1; set < figures.byChannels().size(); set++) {
                double best = 0;
                for (Map.Entry<ChannelKind, Flow> entry : flows.entrySet()) {
                    if (AudienceFigures.has(set, entry.getKey())) {
                        double holders = Math.max(1, figures.with(entry.getKey()));
                        Flow flow = entry.getValue();
                        double served = closedToo ? flow.total() : flow.sent(seconds);
                        best = Math.max(best, Math.min(1, served / holders));
                    }
                }
                sum += best * figures.byChannels().get(set);
            }
            return sum;
        }
    }

    /// One lane, which does its steps one after the other.
    private static final class Flow {
        private final double perSecond;
        private final List<double[]> pieces = new ArrayList<>();
        private double total;
        private double end;

        Flow(double perSecond) {
            this.perSecond = perSecond;
        }

        void add(double due, long count) {
            double start = Math.max(due, end);
            total += count;
            if (perSecond > 0) {
                end = start + count / perSecond;
                pieces.add(new double[] {start, end});
            }
        }

        double total() {
            return total;
        }

        double end() {
            return end;
        }

        double sent(double seconds) {
            double sent = 0;
            for (double[] piece : pieces) {
                sent += Math.max(0, Math.min(seconds, piece[1]) - piece[0]) * perSecond;
            }
            return sent;
        }
    }
}

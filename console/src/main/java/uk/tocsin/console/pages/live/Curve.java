package uk.tocsin.console.pages.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.engine.LaneHealth;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Step;
import uk.tocsin.reach.Reach;

/// How many people had been reached by when, against what the lanes can do. Ages are kept in buckets that grow, so the
/// points are their ends: exact counts at 0.3 s, 0.4 s, 0.8 s … 27 h after the dispatch. Immutable.
record Curve(List<Point> points) {
    Curve {
        points = List.copyOf(points);
    }

    /// Up to one age.
    ///
    /// @param reached people of whom a delivery was reported within it
    /// @param taken people for whom a provider took a message within it
    /// @param estimate people for whom a provider would have taken one, at the lanes' rates
    record Point(Duration age, long reached, long taken, long estimate) {}

    /// Earlier points than this say nothing to people.
    private static final int FIRST_BUCKET = AgeBuckets.of(500);

    /// The curve until now; the last point is the first that is not over yet.
    static Curve of(Reach.Report reach, Plan plan, List<LaneHealth> lanes, Duration now) {
        Estimate estimate = new Estimate(reach, plan, lanes);
        List<Point> points = new ArrayList<>();
        long reached = 0;
        long taken = 0;
        for (int bucket = 0; bucket < AgeBuckets.COUNT; bucket++) {
            reached += reach.anyDelivered().counts()[bucket];
            taken += reach.anyAccepted().counts()[bucket];
            long ageMs = AgeBuckets.endMs(bucket);
            if (bucket >= FIRST_BUCKET) {
                points.add(new Point(Duration.ofMillis(ageMs), reached, taken, estimate.at(ageMs)));
            }
            if (ageMs > now.toMillis() && bucket >= FIRST_BUCKET) {
                break;
            }
        }
        return new Curve(points);
    }

    /// How many points the curve has at an age.
    static int pointsAt(Duration now) {
        return Math.max(0, AgeBuckets.of(now.toMillis()) - FIRST_BUCKET) + 1;
    }

    /// For how many people a provider has taken a message after some time, at the rates that the lanes have now: at
    /// least. Channels serve the same people in the same order, so they overlap as far as they can.
    private static final class Estimate {
        private final Map<ChannelKind, Long> deliveries = new EnumMap<>(ChannelKind.class);
        private final Map<ChannelKind, Long> beginsMs = new EnumMap<>(ChannelKind.class);
        private final Map<ChannelKind, Double> perMs = new EnumMap<>(ChannelKind.class);
        private final long people;
        private final long overlap;

        Estimate(Reach.Report reach, Plan plan, List<LaneHealth> lanes) {
            people = reach.persons().planned();
            reach.channels().forEach((channel, funnel) -> deliveries.put(channel, funnel.planned()));
            overlap = deliveries.values().stream().mapToLong(Long::longValue).sum() - people;
            for (Step step : plan.steps()) {
                beginsMs.merge(step.channel(), step.delay().toMillis(), Math::min);
            }
            lanes.forEach(lane -> perMs.put(lane.channel(), lane.perSecond() / 1000));
        }

        long at(long ageMs) {
            long most = 0;
            long sum = 0;
            for (Map.Entry<ChannelKind, Long> channel : deliveries.entrySet()) {
                long since = Math.max(0, ageMs - beginsMs.getOrDefault(channel.getKey(), 0L));
                double rate = perMs.getOrDefault(channel.getKey(), 0.0);
                long served = (long) Math.min(channel.getValue(), rate * since);
                most = Math.max(most, served);
                sum += served;
            }
            return Math.min(people, Math.max(most, sum - overlap));
        }
    }
}

package uk.tocsin.console.pages.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import uk.tocsin.engine.LaneHealth;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Step;
import uk.tocsin.reach.Percentiles;
import uk.tocsin.reach.Reach;

class CurveTest {
    private static final Plan PLAN = new Plan(
            List.of(new Step(ChannelKind.PUSH, Duration.ZERO), new Step(ChannelKind.SMS, Duration.ofSeconds(10))));

    private static LaneHealth lane(ChannelKind channel, double perSecond) {
        return new LaneHealth(channel, true, false, false, 0, perSecond);
    }

    private static Percentiles ages(Map<Integer, Long> counts) {
        long[] by = new long[AgeBuckets.COUNT];
        counts.forEach((bucket, count) -> by[bucket] = count);
        return new Percentiles(by);
    }

    private static Reach.Funnel funnel(long planned) {
        return new Reach.Funnel(planned, Map.of(), Map.of(), ages(Map.of()), ages(Map.of()));
    }

    /// A thousand people: 900 with push, 300 with text, 200 with both.
    private static Reach.Report report(Map<Integer, Long> taken, Map<Integer, Long> reached) {
        Reach.People people = new Reach.People(1000, 1000, 0, 0, 0, 0);
        return new Reach.Report(
                Map.of(ChannelKind.PUSH, funnel(900), ChannelKind.SMS, funnel(300)),
                people,
                people,
                new TreeMap<>(),
                ages(taken),
                ages(reached));
    }

    private static final List<LaneHealth> LANES = List.of(lane(ChannelKind.PUSH, 100), lane(ChannelKind.SMS, 10));

    @Test
    void countsAddUpWithAge() {
        int second = AgeBuckets.of(1000);
        Curve curve =
                Curve.of(report(Map.of(0, 5L, second, 10L), Map.of(second, 4L)), PLAN, LANES, Duration.ofSeconds(20));

        Curve.Point last = curve.points().getLast();
        assertThat(last.taken()).isEqualTo(15);
        assertThat(last.reached()).isEqualTo(4);
        assertThat(curve.points()).hasSize(Curve.pointsAt(Duration.ofSeconds(20)));
    }

    @Test
    void theLastPointIsTheFirstThatIsNotOver() {
        Curve curve = Curve.of(report(Map.of(), Map.of()), PLAN, LANES, Duration.ofSeconds(20));

        assertThat(curve.points().getLast().age()).isGreaterThan(Duration.ofSeconds(20));
        assertThat(curve.points().get(curve.points().size() - 2).age()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void theEstimateFollowsTheFastestLaneAndEndsAtEverybody() {
        Curve curve = Curve.of(report(Map.of(), Map.of()), PLAN, LANES, Duration.ofHours(1));

        Curve.Point first = curve.points().getFirst();
        assertThat(first.estimate()).isEqualTo(first.age().toMillis() / 10);
        assertThat(curve.points().getLast().estimate()).isEqualTo(1000);
        assertThat(curve.points()).extracting(Curve.Point::estimate).isSorted();
    }

    @Test
    void withoutLanesNothingIsEstimated() {
        Curve curve = Curve.of(report(Map.of(), Map.of()), PLAN, List.of(), Duration.ofHours(1));

        assertThat(curve.points()).extracting(Curve.Point::estimate).containsOnly(0L);
    }
}

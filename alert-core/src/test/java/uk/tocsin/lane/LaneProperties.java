package uk.tocsin.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import uk.tocsin.model.Mode;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Severity;

class LaneProperties {
    private static final long MILLI = 1_000_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int SHARDS = 5;

    /// Writes and answers of a lane that always has work, for three minutes.
    private static final class Run {
        private final Random random;
        private final Lane lane;
        private final List<Long> writes = new ArrayList<>();
        private final PriorityQueue<Long> answers = new PriorityQueue<>();
        private final int mostInFlight;

        Run(long seed, int perSecond) {
            random = new Random(seed);
            mostInFlight = Math.max(10, 3 * perSecond);
            lane = new Lane(new LaneSettings(perSecond, mostInFlight, 500), 0);
        }

        long[] go() {
            for (long now = 0; now < 3 * MINUTE; now += pause(now)) {
                while (!answers.isEmpty() && answers.peek() <= now) {
                    answers.remove();
                    lane.ended(new SendOutcome.Accepted("x"), now);
                }
                for (int shard = 0; shard < SHARDS; shard++) {
                    lane.demand(shard, ServiceKey.of(Mode.ACTUAL, Severity.EXTREME, 0), 100_000);
                }
                for (Lane.Grant grant : lane.grant(now)) {
                    use(grant, now);
                }
                assertThat(lane.inFlight()).isBetween(0, mostInFlight);
            }
            return writes.stream().mapToLong(Long::longValue).sorted().toArray();
        }

        /// The owner comes back when the lane says, to the millisecond, or when something else happens.
        private long pause(long now) {
            long untilMs = (lane.nanosToNext(now) + MILLI - 1) / MILLI;
            return Math.max(untilMs, 1 + random.nextInt(3)) * MILLI;
        }

        /// Some of a permit is used, each request written at some moment while the permit holds.
        private void use(Lane.Grant grant, long now) {
            int used = random.nextInt(4) == 0 ? random.nextInt(grant.count() + 1) : grant.count();
            lane.settle(grant.id(), used);
            for (int i = 0; i < used; i++) {
                long at = now + random.nextLong(Lane.PERMIT.toNanos());
                writes.add(at);
                answers.add(at + random.nextInt(300) * MILLI);
            }
        }
    }

    @Property(tries = 20)
    void noMinuteSeesMoreThanOnePercentOverTheQuotaAndMostOfItIsUsed(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 500) int perSecond) {
        long[] writes = new Run(seed, perSecond).go();
        int from = 0;
        int most = 0;
        for (int to = 0; to < writes.length; to++) {
            while (writes[from] <= writes[to] - MINUTE) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        assertThat(most).isLessThanOrEqualTo((int) Math.ceil(perSecond * 60 * 1.01));
        long inTheSecondMinute = Arrays.stream(writes)
                .filter(at -> at >= MINUTE && at < 2 * MINUTE)
                .count();
        assertThat(inTheSecondMinute).isGreaterThanOrEqualTo((long) (perSecond * 60 * 0.95));
    }
}

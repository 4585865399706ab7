package uk.tocsin.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Severity;
import uk.tocsin.model.UnknownCause;

class LaneTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int EXTREME = ServiceKey.of(Mode.ACTUAL, Severity.EXTREME, 0);
    private static final int SEVERE = ServiceKey.of(Mode.ACTUAL, Severity.SEVERE, 0);
    private static final int MINOR = ServiceKey.of(Mode.ACTUAL, Severity.MINOR, 0);
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted("x");
    private static final SendOutcome TIMEOUT = new SendOutcome.Unknown(UnknownCause.TIMEOUT);
    private static final int BREAKER_FAILURES = 50;

    private long now = 7 * SECOND;

    private Lane lane(double perSecond, int inFlight, int batch) {
        return new Lane(new LaneSettings(perSecond, inFlight, batch), now);
    }

    private static Lane.Grant only(List<Lane.Grant> grants) {
        assertThat(grants).hasSize(1);
        return grants.getFirst();
    }

    /// Grants until there is no more; every permit is used in full. How many requests.
    private int useAll(Lane lane) {
        int used = 0;
        for (List<Lane.Grant> grants = lane.grant(now); !grants.isEmpty(); grants = lane.grant(now)) {
            for (Lane.Grant grant : grants) {
                used += grant.count();
                lane.settle(grant.id(), grant.count());
            }
        }
        return used;
    }

    @Test
    void whatAPermitDoesNotUseIsGivenBack() {
        Lane lane = lane(1_000, 100, 64);
        lane.demand(1, SEVERE, 10);
        Lane.Grant grant = only(lane.grant(now));
        assertThat(grant.count()).isEqualTo(10);
        assertThat(lane.inFlight()).isEqualTo(10);
        lane.settle(grant.id(), 4);
        assertThat(lane.inFlight()).isEqualTo(4);
        lane.ended(ACCEPTED, now);
        assertThat(lane.inFlight()).isEqualTo(3);
        lane.demand(1, SEVERE, 1_000);
        assertThat(useAll(lane)).isEqualTo(96);
    }

    @Test
    void aPermitIsSettledOnceAndNotOverdrawn() {
        Lane lane = lane(1_000, 100, 64);
        lane.demand(1, SEVERE, 10);
        Lane.Grant grant = only(lane.grant(now));
        assertThatThrownBy(() -> lane.settle(grant.id(), 11 + 53)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lane.settle(grant.id(), 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aShardHoldsOnePermitAtATime() {
        Lane lane = lane(1_000, 100, 10);
        lane.demand(1, SEVERE, 50);
        Lane.Grant first = only(lane.grant(now));
        assertThat(lane.grant(now)).isEmpty();
        lane.settle(first.id(), first.count());
        assertThat(lane.grant(now)).hasSize(1);
    }

    @Test
    void theMostUrgentIsServedFirstWhoeverAskedBefore() {
        Lane lane = lane(1_000, 100, 10);
        lane.demand(1, MINOR, 50);
        lane.demand(2, EXTREME, 50);
        assertThat(lane.grant(now).getFirst().shard()).isEqualTo(2);
    }

    @Test
    void theLessUrgentWaitsWhileTheMoreUrgentHasMoreThanItHolds() {
        Lane lane = lane(1_000, 100, 10);
        lane.demand(1, MINOR, 50);
        lane.demand(2, EXTREME, 50);
        Lane.Grant urgent = only(lane.grant(now));
        assertThat(lane.grant(now)).isEmpty();
        lane.settle(urgent.id(), urgent.count());
        lane.demand(2, EXTREME, 0);
        assertThat(only(lane.grant(now)).shard()).isEqualTo(1);
    }

    @Test
    void equalsTakeTurns() {
        Lane lane = lane(1_000, 1_000, 10);
        for (int shard : new int[] {3, 9, 40}) {
            lane.demand(shard, SEVERE, 10_000);
        }
        Map<Integer, Integer> served = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            now += SECOND / 20;
            for (Lane.Grant grant : lane.grant(now)) {
                served.merge(grant.shard(), grant.count(), Integer::sum);
                lane.settle(grant.id(), grant.count());
                for (int k = 0; k < grant.count(); k++) {
                    lane.ended(ACCEPTED, now);
                }
            }
        }
        assertThat(served).containsOnlyKeys(3, 9, 40);
        int least = served.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        int most = served.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertThat(most - least).isLessThanOrEqualTo(20);
    }

    @Test
    void othersBorrowHalfOfWhatIsKeptForTheGrave() {
        Lane lane = lane(100_000, 100, 10);
        lane.demand(1, MINOR, 1_000);
        assertThat(useAll(lane)).isEqualTo(90);
        lane.demand(1, MINOR, 0);
        lane.demand(2, SEVERE, 1_000);
        assertThat(useAll(lane)).isEqualTo(10);
    }

    @Test
    void noMoreIsInFlightThanAllowedUntilSomethingEnds() {
        Lane lane = lane(100_000, 20, 50);
        lane.demand(1, EXTREME, 1_000);
        assertThat(useAll(lane)).isEqualTo(20);
        lane.ended(ACCEPTED, now);
        lane.ended(ACCEPTED, now);
        assertThat(useAll(lane)).isEqualTo(2);
    }

    @Test
    void whatIsLeftIsGatheredUntilAPermitIsWorthwhile() {
        Lane lane = lane(1_000, 10_000, 500);
        lane.demand(1, SEVERE, 100_000);
        useAll(lane);
        now += SECOND / 100;
        assertThat(useAll(lane)).isZero();
        now += SECOND / 100;
        assertThat(useAll(lane)).isBetween(18, 20);
        now += SECOND / 100;
        lane.demand(1, SEVERE, 0);
        lane.demand(2, EXTREME, 3);
        assertThat(lane.grant(now).getFirst().count()).isEqualTo(3);
    }

    @Test
    void retryAfterIsObeyedAndTheRateComesBackSlowly() {
        Lane lane = lane(100, 1_000, 50);
        lane.demand(1, SEVERE, 100_000);
        useAll(lane);
        lane.ended(new SendOutcome.Throttled(Duration.ofSeconds(2)), now);
        long until = now + 2 * SECOND;
        assertThat(lane.nanosToNext(now)).isEqualTo(2 * SECOND);
        now = until - 1;
        assertThat(useAll(lane)).isZero();
        int first = 0;
        for (now = until; now < until + SECOND; now += SECOND / 50) {
            first += useAll(lane);
        }
        assertThat(first).isBetween(45, 65);
        for (now = until + SECOND; now < until + 10 * SECOND; now += SECOND / 50) {
            useAll(lane);
            while (lane.inFlight() > 0) {
                lane.ended(ACCEPTED, now);
            }
        }
        int later = 0;
        for (long end = now + SECOND; now < end; now += SECOND / 50) {
            later += useAll(lane);
        }
        assertThat(later).isBetween(95, 101);
    }

    @Test
    void aNewQuotaHoldsAtOnce() {
        Lane lane = lane(1_000, 10_000, 500);
        lane.demand(1, SEVERE, 100_000);
        useAll(lane);
        lane.quota(10, now);
        int used = 0;
        for (long end = now + 10 * SECOND; now < end; now += Math.max(1, lane.nanosToNext(now))) {
            used += useAll(lane);
        }
        assertThat(used).isBetween(95, 101);
    }

    @Test
    void whatNeverReachedTheProviderCostsNoRate() {
        Lane lane = lane(10, 100, 50);
        lane.demand(1, SEVERE, 1_000);
        assertThat(useAll(lane)).isEqualTo(1);
        assertThat(useAll(lane)).isZero();
        lane.ended(new SendOutcome.NotSent(NotSentCause.PERMIT), now);
        assertThat(useAll(lane)).isEqualTo(1);
        lane.withheld();
        assertThat(useAll(lane)).isEqualTo(1);
        lane.ended(new SendOutcome.Refused(FailureReason.OTHER, "1"), now);
        assertThat(useAll(lane)).isZero();
    }

    private Lane broken() {
        Lane lane = lane(100_000, 1_000, 1_000);
        lane.demand(1, SEVERE, 10_000);
        useAll(lane);
        for (int i = 0; i < BREAKER_FAILURES - 1; i++) {
            lane.ended(TIMEOUT, now);
        }
        assertThat(lane.breakerOpen()).isFalse();
        lane.ended(TIMEOUT, now);
        assertThat(lane.breakerOpen()).isTrue();
        assertThat(useAll(lane)).isZero();
        return lane;
    }

    @Test
    void aProviderThatDoesNotAnswerIsLeftAloneAndThenAskedOnce() {
        Lane lane = broken();
        assertThat(lane.nanosToNext(now)).isEqualTo(SECOND);
        now += SECOND;
        Lane.Grant probe = only(lane.grant(now));
        assertThat(probe.count()).isEqualTo(1);
        lane.settle(probe.id(), 1);
        assertThat(lane.grant(now)).isEmpty();
        lane.ended(TIMEOUT, now);
        now += 2 * SECOND - 1;
        assertThat(lane.grant(now)).isEmpty();
        now += 1;
        lane.settle(only(lane.grant(now)).id(), 1);
        lane.ended(ACCEPTED, now);
        assertThat(lane.breakerOpen()).isFalse();
        while (lane.inFlight() > 0) {
            lane.ended(ACCEPTED, now);
        }
        assertThat(useAll(lane)).isPositive();
    }

    @Test
    void aProbeThatWasNotUsedIsGrantedAgain() {
        Lane lane = broken();
        now += SECOND;
        lane.settle(only(lane.grant(now)).id(), 0);
        assertThat(only(lane.grant(now)).count()).isEqualTo(1);
    }

    @Test
    void anAnswerBetweenFailuresKeepsTheLaneOpen() {
        Lane lane = lane(100_000, 1_000, 1_000);
        lane.demand(1, SEVERE, 10_000);
        useAll(lane);
        for (int i = 0; i < 3 * BREAKER_FAILURES; i++) {
            lane.ended(i % (BREAKER_FAILURES - 1) == 0 ? ACCEPTED : TIMEOUT, now);
        }
        assertThat(lane.breakerOpen()).isFalse();
    }
}

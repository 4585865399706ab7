package uk.tocsin.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.SendOutcome;

/// What a lane learns from permits that end before what they allow is written.
class LanePermitTest {
    private static final int MOST = 512;
    private static final int KEY = 7;
    private static final long MS = 1_000_000;

    private final Lane lane = new Lane(new LaneSettings(1_000_000, 100_000, MOST), 0);
    private long now;

    private LanePermitTest() {
        lane.demand(1, KEY, 100_000);
    }

    private Lane.Grant granted() {
        List<Lane.Grant> grants = lane.grant(now);
        assertThat(grants).hasSize(1);
        return grants.getFirst();
    }

    /// The next permit, used whole: its size.
    private int permit(boolean late) {
        long end = now + Lane.PERMIT.toNanos();
        Lane.Grant grant = granted();
        int size = grant.count();
        lane.settle(grant.id(), size);
        now += (late ? Lane.PERMIT.toMillis() : 1) * MS;
        for (int i = 0; i < size; i++) {
            lane.ended(new SendOutcome.Accepted("id"), now);
        }
        lane.over(size, end, late, now);
        now += MS;
        return size;
    }

    @Test
    void anEndedPermitShrinksTheNextBatchAndThoseThatHoldLetItGrow() {
        assertThat(permit(true)).isEqualTo(MOST);
        assertThat(permit(true)).isEqualTo(MOST / 2);
        assertThat(permit(false)).isEqualTo(MOST / 4);
        assertThat(permit(false)).isEqualTo(MOST / 2);
        assertThat(permit(false)).isEqualTo(MOST);
        assertThat(permit(false)).isEqualTo(MOST);
    }

    @Test
    void aSmallBatchThatIsLateMakesTheNextSmallerThanItself() {
        lane.demand(1, KEY, 40);
        assertThat(permit(true)).isEqualTo(40);
        lane.demand(1, KEY, 100_000);
        assertThat(permit(true)).isEqualTo(20);
    }

    @Test
    void aBatchIsNeverSmallerThanOne() {
        for (int i = 0; i < 12; i++) {
            permit(true);
        }
        assertThat(permit(true)).isEqualTo(1);
    }

    @Test
    void permitsThatWereOutTogetherCountOnce() {
        long end = now + Lane.PERMIT.toNanos();
        now = end;
        for (int i = 0; i < 5; i++) {
            lane.over(MOST, end, true, now);
        }
        assertThat(lane.late()).isFalse();
        assertThat(permit(false)).isEqualTo(MOST / 2);
    }

    @Test
    void threeInARowMakeItLateUntilOneHolds() {
        permit(true);
        permit(true);
        assertThat(lane.late()).isFalse();
        permit(true);
        assertThat(lane.late()).isTrue();
        permit(false);
        assertThat(lane.late()).isFalse();
        permit(true);
        permit(true);
        assertThat(lane.late()).as("the row was broken").isFalse();
    }

    @Test
    void aPermitFromBeforeTheLastThatEndedSaysNothingNew() {
        long end = now + Lane.PERMIT.toNanos();
        permit(true);
        permit(true);
        permit(true);
        lane.over(MOST, end, false, now);
        assertThat(lane.late()).isTrue();
    }

    @Test
    void aLaneThatNobodyWantsIsNotLate() {
        permit(true);
        permit(true);
        permit(true);
        lane.demand(1, KEY, 0);
        assertThat(lane.late()).isFalse();
    }
}

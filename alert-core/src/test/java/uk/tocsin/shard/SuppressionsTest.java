package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SuppressionCause;

/// Endpoints that are not used: why, and until when.
class SuppressionsTest {
    private static final long SMS = EndpointMask.with(0, 0, ChannelKind.SMS);

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.claim();
        h.people(2, SMS);
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    @Test
    void aSuppressionIsCountedInThePlanAndSaysWhy() {
        h.append(new ShardRecord.EndpointSuppressed(0, 0, SuppressionCause.STOPPED));
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(0);
        assertThat(h.shard.standings().suppressions(0))
                .containsExactly(new Standings.Suppression(0, SuppressionCause.STOPPED, Optional.empty()));
        assertThat(h.shard.standings().suppressions(1)).isEmpty();
    }

    @Test
    void oneThatEndsIsOverInTime() {
        long end = h.nowMs + 60_000;
        h.append(new ShardRecord.EndpointSuppressed(0, 0, SuppressionCause.OFFICER, end));
        assertThat(h.shard.standings().suppressions(0))
                .containsExactly(
                        new Standings.Suppression(0, SuppressionCause.OFFICER, Optional.of(Instant.ofEpochMilli(end))));
        assertThat(h.shard.nextDueMs(ShardHarness.grace())).isEqualTo(end);
        h.nowMs = end;
        h.decide();
        assertThat(h.shard.standings().suppressions(0)).isEmpty();
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0, 1);
    }

    @Test
    void theNewestCauseCountsAndAReleaseEndsIt() {
        h.append(new ShardRecord.EndpointSuppressed(0, 0, SuppressionCause.OFFICER, h.nowMs + 60_000));
        h.append(new ShardRecord.EndpointSuppressed(0, 0, SuppressionCause.COMPLAINT));
        assertThat(h.shard.standings().suppressions(0))
                .extracting(Standings.Suppression::until)
                .containsExactly(Optional.empty());
        h.append(new ShardRecord.EndpointReleased(0, 0));
        assertThat(h.shard.standings().suppressions(0)).isEmpty();
    }

    @Test
    void whoHasAChannelButNoUsableEndpointThereIsCountedByCause() {
        long two = EndpointMask.with(EndpointMask.with(SMS, 1, ChannelKind.SMS), 2, ChannelKind.EMAIL);
        h.people(4, two);
        for (int slot : new int[] {2, 3, 4}) {
            h.append(new ShardRecord.EndpointSuppressed(slot, 0, SuppressionCause.OFFICER));
        }
        h.append(new ShardRecord.EndpointSuppressed(3, 1, SuppressionCause.STOPPED));
        h.append(new ShardRecord.EndpointSuppressed(4, 1, SuppressionCause.DEAD));
        h.append(new ShardRecord.EndpointSuppressed(4, 2, SuppressionCause.COMPLAINT));
        h.append(new ShardRecord.EndpointSuppressed(5, 7, SuppressionCause.DEAD));
        RoaringBitmap all = RoaringBitmap.bitmapOf(0, 1, 2, 3, 4, 5);

        Blocked both = h.shard.standings().blocked(all, Set.of(ChannelKind.SMS, ChannelKind.EMAIL));
        assertThat(both.of(ChannelKind.SMS, SuppressionCause.STOPPED))
                .as("the lower code of two")
                .isOne();
        assertThat(both.of(ChannelKind.SMS, SuppressionCause.DEAD)).isOne();
        assertThat(both.of(ChannelKind.SMS, SuppressionCause.OFFICER)).isZero();
        assertThat(both.of(ChannelKind.EMAIL, SuppressionCause.COMPLAINT)).isOne();
        assertThat(both.everywhere()).isOne();
        assertThat(h.shard.standings().blocked(all, Set.of(ChannelKind.SMS)).everywhere())
                .isEqualTo(2);
        assertThat(h.shard
                        .standings()
                        .blocked(RoaringBitmap.bitmapOf(0, 3), Set.of(ChannelKind.PUSH))
                        .everywhere())
                .isZero();
        assertThat(Blocked.sum(List.of(both, both)).of(ChannelKind.SMS, SuppressionCause.DEAD))
                .isEqualTo(2);
    }

    @Test
    void aDeadAddressIsSaidToBeDead() {
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = h.permit(ChannelKind.SMS, 1).getFirst();
        h.outcome(open, OutcomeCode.of(new SendOutcome.Refused(FailureReason.UNREGISTERED, "30003")));
        assertThat(h.shard.standings().suppressions(0))
                .extracting(Standings.Suppression::cause)
                .containsExactly(SuppressionCause.DEAD);
    }

    @Test
    void anErasureForgetsIt() {
        h.append(new ShardRecord.EndpointSuppressed(0, 0, SuppressionCause.STOPPED));
        h.append(new ShardRecord.Erased(0));
        assertThat(h.shard.standings().suppressions(0)).isEmpty();
    }
}

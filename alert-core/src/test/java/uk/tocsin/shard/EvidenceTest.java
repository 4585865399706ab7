package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.UnknownCause;

/// What evidence from outside does to a delivery.
class EvidenceTest {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("x"));
    private static final short UNKNOWN = OutcomeCode.of(new SendOutcome.Unknown(UnknownCause.TIMEOUT));
    private static final long TWO_SMS = EndpointMask.with(EndpointMask.with(0, 0, ChannelKind.SMS), 1, ChannelKind.SMS);
    private static final long TWO_PUSH =
            EndpointMask.with(EndpointMask.with(0, 0, ChannelKind.PUSH), 1, ChannelKind.PUSH);

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.claim();
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    private Applied.Opened first(long endpoints, ChannelKind channel) {
        h.people(1, endpoints);
        h.dispatch(1, ShardHarness.now(channel));
        return h.permit(channel, 1).getFirst();
    }

    private DeliveryState state(ChannelKind channel) {
        LedgerView view = Objects.requireNonNull(h.shard.view(1));
        for (DeliveryState state : DeliveryState.values()) {
            if (view.state(channel, state).contains(0)) {
                return state;
            }
        }
        throw new AssertionError("slot 0 is in no state");
    }

    @Test
    void aCallbackThatATextFailedResolvesTheUnknown() {
        Applied.Opened open = first(TWO_SMS, ChannelKind.SMS);
        h.outcome(open, UNKNOWN);
        assertThat(h.shard.unknownTries()).hasSize(1);
        h.receive(1, Evidence.FAILED, open.tryNumber(), 0, 0);
        assertThat(h.shard.unknownTries()).isEmpty();
        assertThat(state(ChannelKind.SMS)).isEqualTo(DeliveryState.WAITING);
        assertThat(h.permit(ChannelKind.SMS, 1)).hasSize(1);
    }

    @Test
    void aCallbackThatCameBeforeTheUnknownResolvesItToo() {
        Applied.Opened open = first(TWO_SMS, ChannelKind.SMS);
        h.receive(1, Evidence.FAILED, open.tryNumber(), 0, 0);
        h.outcome(open, UNKNOWN);
        assertThat(h.shard.unknownTries()).isEmpty();
        assertThat(h.permit(ChannelKind.SMS, 1)).hasSize(1);
    }

    @Test
    void aCallbackThatATextArrivedResolvesTheUnknown() {
        Applied.Opened open = first(TWO_SMS, ChannelKind.SMS);
        h.outcome(open, UNKNOWN);
        h.receive(1, Evidence.DELIVERED, open.tryNumber(), 0, 0);
        assertThat(h.shard.unknownTries()).isEmpty();
        assertThat(state(ChannelKind.SMS)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(h.shard.settledAlerts()).containsExactly(1);
    }

    @Test
    void aTryToAnotherEndpointReplacesNothing() {
        Applied.Opened one = first(TWO_PUSH, ChannelKind.PUSH);
        h.outcome(one, UNKNOWN);
        h.append(new ShardRecord.EndpointSuppressed(0, 0, SuppressionCause.UNSUBSCRIBED));
        h.nowMs += 1_000;
        h.decide();
        Applied.Opened other = h.permit(ChannelKind.PUSH, 1).getFirst();
        h.outcome(other, ACCEPTED);
        h.receive(1, Evidence.FAILED, one.tryNumber(), 0, 0);
        h.receive(1, Evidence.FAILED, other.tryNumber(), 1, 0);
        assertThat(state(ChannelKind.PUSH)).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void anUnknownTryIsNotForgottenBecauseALaterOneFailed() {
        h.outcome(first(TWO_PUSH, ChannelKind.PUSH), UNKNOWN);
        h.nowMs += 1_000;
        h.decide();
        Applied.Opened second = h.permit(ChannelKind.PUSH, 1).getFirst();
        h.outcome(second, ACCEPTED);
        assertThat(state(ChannelKind.PUSH)).isEqualTo(DeliveryState.ACCEPTED);
        h.receive(1, Evidence.FAILED, second.tryNumber(), 0, 0);
        h.decide(new Wire.Acts(9, List.of(new Effect.Withdraw(1))));
        h.decide();
        assertThat(state(ChannelKind.PUSH)).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(h.shard.settledAlerts()).containsExactly(1);
    }

    @Test
    void whatFailedStaysFailedWhateverEndpointsAreAddedLater() {
        Applied.Opened open = first(EndpointMask.with(0, 0, ChannelKind.SMS), ChannelKind.SMS);
        h.outcome(open, ACCEPTED);
        h.receive(1, Evidence.FAILED, open.tryNumber(), 0, 0);
        assertThat(state(ChannelKind.SMS)).isEqualTo(DeliveryState.FAILED);
        h.append(new ShardRecord.SubscribersSet(
                List.of(new ShardRecord.SubscriberEntry(0, new int[0], TWO_SMS, new int[0], 0))));
        h.receive(1, Evidence.FAILED, open.tryNumber(), 0, 0);
        assertThat(state(ChannelKind.SMS)).isEqualTo(DeliveryState.FAILED);
        assertThat(h.permit(ChannelKind.SMS, 1)).isEmpty();
        h.receive(1, Evidence.READ, 0, 0, 0);
        assertThat(state(ChannelKind.SMS)).isEqualTo(DeliveryState.READ);
    }

    @Test
    void theEarliestTimeWins() {
        Applied.Opened open = first(TWO_PUSH, ChannelKind.PUSH);
        long dispatched = h.nowMs;
        h.nowMs += 600_000;
        h.outcome(open, ACCEPTED);
        for (long atMs : new long[] {500_000, 2_000, 90_000}) {
            h.append(new ShardRecord.Received(
                    1,
                    0,
                    0,
                    0,
                    Evidence.READ,
                    FailureReason.OTHER,
                    EvidenceSource.DEVICE,
                    dispatched + atMs,
                    new int[] {0}));
        }
        LedgerView view = Objects.requireNonNull(h.shard.view(1));
        RoaringBitmap all = new RoaringBitmap();
        for (int bucket = 0; bucket < AgeBuckets.COUNT; bucket++) {
            RoaringBitmap here = view.age(ChannelKind.PUSH, Evidence.READ, bucket);
            assertThat(RoaringBitmap.intersects(all, here)).isFalse();
            all.or(here);
        }
        assertThat(view.age(ChannelKind.PUSH, Evidence.READ, AgeBuckets.of(2_000))
                        .toArray())
                .containsExactly(0);
    }

    @Test
    void ofTwoReasonsTheLowerCodeCounts() {
        Applied.Opened open = first(EndpointMask.with(0, 0, ChannelKind.SMS), ChannelKind.SMS);
        h.outcome(open, ACCEPTED);
        for (FailureReason reason :
                new FailureReason[] {FailureReason.OTHER, FailureReason.BLOCKED, FailureReason.CONTENT}) {
            h.append(new ShardRecord.Received(
                    1, 0, 0, open.tryNumber(), Evidence.FAILED, reason, EvidenceSource.PROVIDER, h.nowMs, new int[] {0
                    }));
        }
        LedgerView view = Objects.requireNonNull(h.shard.view(1));
        assertThat(view.failures(ChannelKind.SMS)).containsOnlyKeys(FailureReason.BLOCKED);
    }

    @Test
    void anUnknownIsShownAsUnknownEvenWhereTheAlertEndedOrTheSubscriberIsGone() {
        Applied.Opened open = first(TWO_PUSH, ChannelKind.PUSH);
        h.append(new ShardRecord.Erased(0));
        assertThat(state(ChannelKind.PUSH)).isEqualTo(DeliveryState.IN_FLIGHT);
        h.outcome(open, UNKNOWN);
        assertThat(state(ChannelKind.PUSH)).isEqualTo(DeliveryState.UNKNOWN);
        h.nowMs += 3_600_000;
        h.decide();
        assertThat(state(ChannelKind.PUSH)).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(h.shard.settledAlerts()).containsExactly(1);
    }
}

package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.Relation;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// Who receives a change of an alert, and when.
class ChangeTest {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("x"));
    private static final short UNKNOWN = OutcomeCode.of(new SendOutcome.Unknown(UnknownCause.TIMEOUT));
    private static final long SMS = EndpointMask.with(0, 0, ChannelKind.SMS);
    private static final long BOTH = EndpointMask.with(SMS, 1, ChannelKind.PUSH);

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.claim();
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    private Applied.Opened one(ChannelKind channel) {
        return h.permit(channel, 1).getFirst();
    }

    /// Slot 0 accepted, slot 1 unknown, slot 2 never tried.
    private void original() {
        h.people(3, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        h.outcome(one(ChannelKind.SMS), ACCEPTED);
        h.outcome(one(ChannelKind.SMS), UNKNOWN);
        h.decide(new Wire.Acts(5, List.of(new Effect.Withdraw(1))));
    }

    @Test
    void aCancelGoesToEveryoneTheOriginalWasAttemptedTo() {
        original();
        h.change(6, Relation.CANCEL, List.of(1), ShardHarness.now(ChannelKind.SMS));
        assertThat(h.slots(6, ChannelKind.SMS, DeliveryState.WAITING)).containsExactly(0, 1);
    }

    @Test
    void anUpdateGoesToThemAndToNewMatches() {
        original();
        h.people(1, SMS);
        h.change(6, Relation.UPDATE, List.of(1), ShardHarness.now(ChannelKind.SMS));
        assertThat(h.slots(6, ChannelKind.SMS, DeliveryState.WAITING)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aChangeOfAChangeGoesToTheWholeLine() {
        original();
        h.change(6, Relation.UPDATE, List.of(1), ShardHarness.now(ChannelKind.PUSH));
        h.change(7, Relation.CANCEL, List.of(6, 1), ShardHarness.now(ChannelKind.SMS));
        assertThat(h.slots(7, ChannelKind.SMS, DeliveryState.WAITING)).containsExactly(0, 1);
    }

    @Test
    void aChangeWaitsForThatPersonsOpenTryAndAsksForNoPermitMeanwhile() {
        h.people(2, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = one(ChannelKind.SMS);
        h.decide(new Wire.Acts(5, List.of(new Effect.Withdraw(1))));
        h.change(6, Relation.CANCEL, List.of(1), ShardHarness.now(ChannelKind.SMS));
        assertThat(h.shard.demand(LaneShare.ALERTS, ChannelKind.SMS)).isEqualTo(Demand.NONE);
        assertThat(h.permit(ChannelKind.SMS, 1)).isEmpty();
        h.outcome(open, ACCEPTED);
        assertThat(h.shard.demand(LaneShare.ALERTS, ChannelKind.SMS).total()).isEqualTo(1);
        assertThat(one(ChannelKind.SMS).slots()).containsExactly(0);
    }

    @Test
    void aResendGoesToTheUnreachedOnly() {
        original();
        h.decide(new Wire.Decided(
                h.shard.unknownTries().iterator().next().tryNumber(),
                ShardRecord.Verdict.GIVEN_UP,
                h.shard.unknownTries().iterator().next().slots()));
        h.change(6, Relation.RESEND, List.of(1), ShardHarness.now(ChannelKind.SMS));
        assertThat(h.slots(6, ChannelKind.SMS, DeliveryState.WAITING)).containsExactly(1, 2);
    }

    @Test
    void aResendLeavesOutWhomTheOriginalMayStillReachItself() {
        h.people(3, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        one(ChannelKind.SMS);
        h.outcome(one(ChannelKind.SMS), UNKNOWN);
        h.change(6, Relation.RESEND, List.of(1), ShardHarness.now(ChannelKind.SMS));
        assertThat(h.slots(6, ChannelKind.SMS, DeliveryState.WAITING)).isEmpty();
    }

    @Test
    void whomTheOriginalReachedMeanwhileNeedsNoResend() {
        h.people(2, BOTH);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = one(ChannelKind.SMS);
        h.change(6, Relation.RESEND, List.of(1), ShardHarness.now(ChannelKind.PUSH));
        h.receive(1, Evidence.READ, open.tryNumber(), 0, 0);
        assertThat(h.permit(ChannelKind.PUSH, 2).getFirst().slots()).containsExactly(1);
        assertThat(h.slots(6, ChannelKind.PUSH, DeliveryState.SUPPRESSED)).containsExactly(0);
    }

    @Test
    void aStoppedStepEndsWithoutBeingAsked() {
        h.people(2, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        h.decide(new Wire.Acts(5, List.of(new Effect.StepStop(1, 0))));
        assertThat(h.shard.nextDueMs(ShardHarness.grace())).isLessThanOrEqualTo(h.nowMs);
        h.decide();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.WITHDRAWN)).isEqualTo(2);
        assertThat(h.shard.nextDueMs(ShardHarness.grace())).isEqualTo(Long.MAX_VALUE);
    }
}

package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.Relation;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.Tier;

/// What becomes of deliveries to somebody who is erased, loses a tier or an endpoint.
class StandingTest {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("x"));
    private static final short NO_PERMIT = OutcomeCode.notSent(NotSentCause.PERMIT);
    private static final long SMS = EndpointMask.with(0, 0, ChannelKind.SMS);
    private static final long TWO = EndpointMask.with(SMS, 1, ChannelKind.SMS);
    private static final long MIXED = EndpointMask.with(SMS, 1, ChannelKind.EMAIL);

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.claim();
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    private void dispatchAbovePublic(Step... steps) {
        Effect.Dispatch dispatch =
                ShardHarness.dispatchOf(1, h.nowMs, Relation.ORIGINAL, List.of(), Tier.BUSINESS, steps);
        h.decide(new Wire.Acts(1, List.of(dispatch)));
        h.decide();
    }

    private void revoke(int slot) {
        h.decide(new Wire.Acts(5, List.of(new Effect.TierRevoke(Shards.ordinal(0, slot)))));
    }

    @Test
    void anErasureIsForEver() {
        h.people(1, SMS);
        h.append(new ShardRecord.Erased(0));
        Applied late = h.append(new ShardRecord.SubscribersSet(List.of(
                new ShardRecord.SubscriberEntry(0, new int[] {Dimension.SECTOR.segment(1)}, SMS, new int[0], 0))));
        assertThat(late).isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_SLOT));
        assertThat(h.shard.segments().everyone().isEmpty()).isTrue();
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.permit(ChannelKind.SMS, 1)).isEmpty();
    }

    @Test
    void whoLosesTheTierDuringATryGetsNoOther() {
        h.people(2, SMS);
        dispatchAbovePublic(ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = h.permit(ChannelKind.SMS, 2).getFirst();
        revoke(0);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.IN_FLIGHT)).isEqualTo(2);
        h.outcome(open, NO_PERMIT);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(0);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(1);
    }

    @Test
    void whoLosesTheTierAfterItWasTakenGetsNoOtherWhenThatFails() {
        h.people(2, TWO);
        dispatchAbovePublic(ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = h.permit(ChannelKind.SMS, 2).getFirst();
        h.outcome(open, ACCEPTED);
        revoke(0);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(2);
        h.receive(1, Evidence.FAILED, open.tryNumber(), 0, 0, 1);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(1);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(0);
    }

    @Test
    void whoLosesTheTierIsLeftOutOfLaterStepsToo() {
        h.people(2, MIXED);
        dispatchAbovePublic(ShardHarness.now(ChannelKind.EMAIL), new Step(ChannelKind.SMS, Duration.ofMinutes(2)));
        revoke(1);
        h.nowMs += 120_000;
        h.decide();
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(1);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0);
    }

    @Test
    void aStepThatIsPlannedTogetherWithTheRevocationLeavesThemOutToo() {
        h.people(2, MIXED);
        dispatchAbovePublic(ShardHarness.now(ChannelKind.EMAIL), new Step(ChannelKind.SMS, Duration.ofMinutes(2)));
        h.nowMs += 120_000;
        revoke(1);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(1);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0);
    }

    @Test
    void aPublicTextStillReachesWhoLosesATier() {
        h.people(1, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        revoke(0);
        assertThat(h.permit(ChannelKind.SMS, 1)).hasSize(1);
    }

    private void suspend(int slot) {
        h.decide(new Wire.Acts(5, List.of(new Effect.Suspend(Shards.ordinal(0, slot)))));
    }

    private void reinstate(int slot) {
        h.decide(new Wire.Acts(15, List.of(new Effect.Reinstate(Shards.ordinal(0, slot)))));
    }

    @Test
    void whoIsSuspendedIsNobodyUntilTheyAreReinstated() {
        h.people(2, SMS);
        int[] before = h.shard.segments().segments();
        suspend(0);
        assertThat(h.shard.segments().everyone().toArray()).containsExactly(1);
        h.dispatch(6, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(1);
        reinstate(0);
        assertThat(h.shard.segments().everyone().toArray()).containsExactly(0, 1);
        assertThat(h.shard.segments().segments()).isEqualTo(before);
        h.dispatch(20, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0, 1);
    }

    @Test
    void whoIsSuspendedGetsNothingThatWasPlannedBefore() {
        h.people(2, MIXED);
        h.dispatch(1, ShardHarness.now(ChannelKind.EMAIL), new Step(ChannelKind.SMS, Duration.ofMinutes(2)));
        suspend(1);
        assertThat(h.slots(1, ChannelKind.EMAIL, DeliveryState.SUPPRESSED)).containsExactly(1);
        assertThat(h.permit(ChannelKind.EMAIL, 2).getFirst().slots()).containsExactly(0);
        h.nowMs += 120_000;
        h.decide();
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0);
    }

    @Test
    void aStepThatIsPlannedTogetherWithTheSuspensionLeavesThemOutToo() {
        h.people(2, MIXED);
        h.dispatch(1, ShardHarness.now(ChannelKind.EMAIL), new Step(ChannelKind.SMS, Duration.ofMinutes(2)));
        h.nowMs += 120_000;
        suspend(1);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(1);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0);
    }

    @Test
    void aChangeIsOwedToNobodyWhoIsSuspended() {
        h.people(2, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        h.outcome(h.permit(ChannelKind.SMS, 2).getFirst(), ACCEPTED);
        suspend(0);
        h.decide(new Wire.Acts(
                7,
                List.of(ShardHarness.dispatchOf(
                        2, h.nowMs, Relation.UPDATE, List.of(1), Tier.PUBLIC, ShardHarness.now(ChannelKind.SMS)))));
        h.decide();
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(1);
    }

    @Test
    void whatChangesMeanwhileHoldsWhenTheyAreReinstated() {
        h.people(1, SMS);
        int retail = Dimension.SECTOR.segment(7);
        int done = Dimension.DONE.segment(1);
        suspend(0);
        h.append(new ShardRecord.SubscribersSet(
                List.of(new ShardRecord.SubscriberEntry(0, new int[] {retail}, SMS, new int[0], 0))));
        h.append(new ShardRecord.Completed(0, done));
        h.decide(new Wire.Acts(8, List.of(new Effect.TierGrant(Shards.ordinal(0, 0), Tier.CT, Optional.empty()))));
        assertThat(h.shard.segments().everyone().isEmpty()).isTrue();
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.PUBLIC);
        reinstate(0);
        assertThat(h.shard.segments().segment(retail).contains(0)).isTrue();
        assertThat(h.shard.segments().segment(done).contains(0)).isTrue();
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.CT);
    }

    @Test
    void whoIsErasedWhileSuspendedIsNotReinstated() {
        h.people(1, SMS);
        suspend(0);
        h.append(new ShardRecord.Erased(0));
        reinstate(0);
        assertThat(h.shard.segments().everyone().isEmpty()).isTrue();
    }

    @Test
    void anEndpointThatIsGoneAtTheWriteLeavesTheOthers() {
        h.people(1, TWO);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = h.permit(ChannelKind.SMS, 1).getFirst();
        h.outcome(open, OutcomeCode.suppressed(SuppressionReason.NO_ENDPOINT));
        h.append(new ShardRecord.SubscribersSet(List.of(new ShardRecord.SubscriberEntry(
                0, new int[0], EndpointMask.with(0, 1, ChannelKind.SMS), new int[0], 0))));
        h.nowMs += 1_000;
        h.decide();
        h.outcome(h.permit(ChannelKind.SMS, 1).getFirst(), ACCEPTED);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void withoutConsentNothingMoreIsTried() {
        h.people(1, TWO);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened open = h.permit(ChannelKind.SMS, 1).getFirst();
        h.outcome(open, OutcomeCode.suppressed(SuppressionReason.NO_CONSENT));
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isEqualTo(1);
        assertThat(h.permit(ChannelKind.SMS, 1)).isEmpty();
    }
}

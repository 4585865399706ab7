package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.UnknownCause;

class ShardTest {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("x"));
    private static final short UNKNOWN = OutcomeCode.of(new SendOutcome.Unknown(UnknownCause.TIMEOUT));
    private static final short DEAD = OutcomeCode.of(new SendOutcome.Refused(FailureReason.UNREGISTERED, "404"));
    private static final long SMS = EndpointMask.with(0, 0, ChannelKind.SMS);
    private static final long PUSH = EndpointMask.with(0, 2, ChannelKind.PUSH);
    private static final long TWO_PUSH = EndpointMask.with(PUSH, 3, ChannelKind.PUSH);

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.claim();
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    @Test
    void aDeadAddressIsNewsOnceAndWhileItsIndexNamesIt() {
        h.people(2, SMS);
        h.dispatch(7, ShardHarness.now(ChannelKind.SMS));
        h.outcome(h.permit(ChannelKind.SMS, 2).getFirst(), ACCEPTED);
        assertThat(h.shard.standings().tellsOfAddress(7, 0, 0, 1, h.nowMs)).isTrue();
        h.receive(7, Evidence.FAILED, 0, 0, 1);
        assertThat(h.shard.standings().tellsOfAddress(7, 0, 0, 1, h.nowMs)).isFalse();
        assertThat(h.shard.standings().tellsOfAddress(7, 0, 0, 0, h.nowMs)).isTrue();
        long reused = h.nowMs + Duration.ofDays(30).toMillis();
        assertThat(h.shard.standings().tellsOfAddress(7, 0, 0, 0, reused)).isFalse();
        assertThat(h.shard.standings().tellsOfAddress(7, 1, 0, 0, h.nowMs)).isFalse();
        assertThat(h.shard.standings().tellsOfAddress(8, 0, 0, 0, h.nowMs)).isFalse();
    }

    @Test
    void anAnswerWithoutATokenMeansTheNewestLiveAlertThatWasAttempted() {
        h.people(2, SMS);
        assertThat(h.shard.standings().open(ChannelKind.SMS, 0, h.nowMs)).isEmpty();
        h.dispatch(7, ShardHarness.now(ChannelKind.EMAIL), ShardHarness.now(ChannelKind.SMS));
        h.outcome(h.permit(ChannelKind.SMS, 2).getFirst(), ACCEPTED);
        h.dispatch(8, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.shard.standings().open(ChannelKind.SMS, 0, h.nowMs))
                .containsExactly(new Standings.Open(7, 1, false));
        h.outcome(h.permit(ChannelKind.SMS, 1).getFirst(), ACCEPTED);
        assertThat(h.shard.standings().open(ChannelKind.SMS, 0, h.nowMs))
                .containsExactly(new Standings.Open(8, 0, false), new Standings.Open(7, 1, false));
        assertThat(h.shard.standings().open(ChannelKind.SMS, 1, h.nowMs))
                .containsExactly(new Standings.Open(7, 1, false));
        h.decide(new Wire.Acts(9, List.of(new Effect.Withdraw(8))));
        assertThat(h.shard.standings().open(ChannelKind.SMS, 0, h.nowMs))
                .containsExactly(new Standings.Open(7, 1, false));
        long expired = h.nowMs + Duration.ofHours(2).toMillis();
        assertThat(h.shard.standings().open(ChannelKind.SMS, 0, expired)).isEmpty();
        assertThat(h.shard.standings().open(ChannelKind.PUSH, 0, h.nowMs)).isEmpty();
    }

    @Test
    void anAcceptedDeliveryIsSettled() {
        h.people(3, SMS);
        h.dispatch(7, ShardHarness.now(ChannelKind.SMS));
        List<Applied.Opened> opened = h.permit(ChannelKind.SMS, 10);
        assertThat(opened).hasSize(1);
        h.outcome(opened.getFirst(), ACCEPTED);
        assertThat(h.count(7, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(3);
        assertThat(h.shard.settledAlerts()).containsExactly(7);
    }

    @Test
    void aPermitIsNeverOverdrawn() {
        h.people(10, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.permit(ChannelKind.SMS, 4).getFirst().slots()).hasSize(4);
        assertThat(h.permit(ChannelKind.SMS, 100).getFirst().slots()).hasSize(6);
        assertThat(h.permit(ChannelKind.SMS, 100)).isEmpty();
    }

    @Test
    void anUnknownTextIsNeverRepeatedBlindly() {
        h.people(1, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened first = h.permit(ChannelKind.SMS, 1).getFirst();
        h.outcome(first, UNKNOWN);
        h.nowMs += 600_000;
        h.decide();
        assertThat(h.permit(ChannelKind.SMS, 1)).isEmpty();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.UNKNOWN)).isEqualTo(1);
        UnknownTry unknown = h.shard.unknownTries().iterator().next();
        h.decide(new Wire.Decided(unknown.tryNumber(), ShardRecord.Verdict.NOT_SENT, unknown.slots()));
        assertThat(h.permit(ChannelKind.SMS, 1)).hasSize(1);
    }

    @Test
    void anUnknownPushIsRepeatedAfterAWhile() {
        h.people(1, PUSH);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH));
        h.outcome(h.permit(ChannelKind.PUSH, 1).getFirst(), UNKNOWN);
        assertThat(h.permit(ChannelKind.PUSH, 1)).isEmpty();
        h.nowMs += 1000;
        h.decide();
        assertThat(h.permit(ChannelKind.PUSH, 1)).hasSize(1);
        assertThat(h.count(1, ChannelKind.PUSH, DeliveryState.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void theNextEndpointIsTriedWhenOneFails() {
        h.people(1, TWO_PUSH);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH));
        h.outcome(h.permit(ChannelKind.PUSH, 1).getFirst(), DEAD);
        assertThat(h.count(1, ChannelKind.PUSH, DeliveryState.WAITING)).isEqualTo(1);
        h.outcome(h.permit(ChannelKind.PUSH, 1).getFirst(), DEAD);
        assertThat(h.count(1, ChannelKind.PUSH, DeliveryState.FAILED)).isEqualTo(1);
        assertThat(h.permit(ChannelKind.PUSH, 1)).isEmpty();
    }

    @Test
    void aDeadAddressIsSuppressedInTheNextAlert() {
        h.people(1, PUSH);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH));
        h.outcome(h.permit(ChannelKind.PUSH, 1).getFirst(), DEAD);
        h.dispatch(2, ShardHarness.now(ChannelKind.PUSH));
        assertThat(h.count(2, ChannelKind.PUSH, DeliveryState.SUPPRESSED)).isEqualTo(1);
    }

    @Test
    void lateEvidenceRaisesAndNeverLowers() {
        h.people(1, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened opened = h.permit(ChannelKind.SMS, 1).getFirst();
        h.receive(1, Evidence.READ, opened.tryNumber(), 0, 0);
        h.receive(1, Evidence.FAILED, opened.tryNumber(), 0, 0);
        h.outcome(opened, ACCEPTED);
        h.receive(1, Evidence.DELIVERED, opened.tryNumber(), 0, 0);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.READ)).isEqualTo(1);
    }

    @Test
    void negativeEvidenceAboutAReplacedTryIsIgnored() {
        h.people(1, PUSH);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH));
        Applied.Opened first = h.permit(ChannelKind.PUSH, 1).getFirst();
        h.outcome(first, UNKNOWN);
        h.nowMs += 1000;
        h.decide();
        h.outcome(h.permit(ChannelKind.PUSH, 1).getFirst(), ACCEPTED);
        h.receive(1, Evidence.FAILED, first.tryNumber(), 2, 0);
        assertThat(h.count(1, ChannelKind.PUSH, DeliveryState.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void nothingIsOpenedAfterAWithdrawal() {
        h.people(4, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        Applied.Opened opened = h.permit(ChannelKind.SMS, 1).getFirst();
        h.decide(new Wire.Acts(9, List.of(new Effect.Withdraw(1))));
        assertThat(h.permit(ChannelKind.SMS, 3)).isEmpty();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.WITHDRAWN)).isEqualTo(3);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.IN_FLIGHT)).isEqualTo(1);
        h.outcome(opened, ACCEPTED);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void whatIsLeftExpires() {
        h.people(2, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        h.nowMs += Duration.ofHours(1).toMillis();
        assertThat(h.permit(ChannelKind.SMS, 2)).isEmpty();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.EXPIRED)).isEqualTo(2);
    }

    @Test
    void aTryOfAnEarlierOwnerBecomesUnknownOnlyAfterTheGrace() {
        h.people(1, PUSH);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH));
        h.permit(ChannelKind.PUSH, 1);
        h.claim();
        h.nowMs += 10_000;
        assertThat(h.decide()).isEmpty();
        assertThat(h.count(1, ChannelKind.PUSH, DeliveryState.IN_FLIGHT)).isEqualTo(1);
        h.nowMs += 1_000;
        h.decide();
        assertThat(h.count(1, ChannelKind.PUSH, DeliveryState.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void aDecisionUnderAnEndedClaimDoesNotCount() {
        ShardRecord.Stamp old = new ShardRecord.Stamp(h.shard.epoch(), h.nowMs);
        h.claim();
        assertThat(h.append(new ShardRecord.Tick(old))).isEqualTo(new Applied.Ignored(Applied.Why.OTHER_OWNER));
    }

    @Test
    void aStepIsPlannedWhenItsTimeComes() {
        h.people(2, EndpointMask.with(SMS, 1, ChannelKind.EMAIL));
        h.dispatch(1, ShardHarness.now(ChannelKind.EMAIL), new Step(ChannelKind.SMS, Duration.ofMinutes(2)));
        assertThat(Objects.requireNonNull(h.shard.view(1)).channels()).containsExactly(ChannelKind.EMAIL);
        h.nowMs = h.shard.nextDueMs(ShardHarness.grace());
        h.decide();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.WAITING)).isEqualTo(2);
    }

    @Test
    void oneOfEveryPremisesComesFirst() {
        h.append(new ShardRecord.SlotsTaken(UUID.randomUUID(), SlotKind.PREMISES, 2));
        h.people(4, SMS, 0, 0, 1, 1);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        assertThat(h.shard.demand(LaneShare.ALERTS, ChannelKind.SMS).count()).isEqualTo(2);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(0, 2);
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(1, 3);
    }

    @Test
    void anErasedSubscriberIsNotSent() {
        h.people(2, SMS);
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        h.append(new ShardRecord.Erased(0));
        assertThat(h.permit(ChannelKind.SMS, 2).getFirst().slots()).containsExactly(1);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isEqualTo(1);
    }

    @Test
    void theDutyManagerCodeIsTheTaxonomys() {
        assertThat(SegmentView.TAKES_PART).isEqualTo(ShardHarness.TAXONOMY.code(Dimension.TAG, "exercise-opt-in"));
        assertThat(Directory.DUTY_MANAGER).isEqualTo(ShardHarness.TAXONOMY.code(Dimension.ROLE, "duty-manager"));
    }
}

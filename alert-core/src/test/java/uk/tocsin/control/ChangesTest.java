package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Effect;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;

final class ChangesTest {
    private final Office office = new Office();

    private Effect.Dispatch dispatch(Verdict.Accepted accepted) {
        return (Effect.Dispatch) accepted.effects().getLast();
    }

    @Test
    void anUpdateTakesTheParentsPlaceWhenItIsApproved() {
        int parent = office.dispatched();
        int child = office.changed(parent, MessageType.UPDATE);
        assertThat(office.status(parent)).isEqualTo(AlertStatus.DISPATCHED);

        Verdict.Accepted accepted = office.must(office.approve(Office.APPROVER, child));
        assertThat(accepted.effects()).hasSize(2).first().isEqualTo(new Effect.Withdraw(parent));
        assertThat(dispatch(accepted).relation()).isEqualTo(Relation.UPDATE);
        assertThat(dispatch(accepted).line()).containsExactly(parent);
        assertThat(office.status(parent)).isEqualTo(AlertStatus.SUPERSEDED);
        assertThat(office.view(parent).children()).containsExactly(child);
        assertThat(office.view(child).parent()).isEqualTo(parent);
    }

    @Test
    void aChangeFollowsUponItsWholeLineAndItsResends() {
        int first = office.dispatched();
        int resend =
                office.must(new Act.Resent(office.by(Office.OFFICER), first)).alert();
        int second = office.changed(first, MessageType.UPDATE);
        office.must(office.approve(Office.APPROVER, second));
        int third = office.changed(second, MessageType.UPDATE);
        Effect.Dispatch dispatch = dispatch(office.must(office.approve(Office.APPROVER, third)));
        assertThat(dispatch.line()).containsExactly(second, first, resend);
        assertThat(office.status(resend)).isEqualTo(AlertStatus.CANCELLED);
    }

    @Test
    void aChangeGoesOutByEveryChannelOfItsLine() {
        int first = office.dispatched();
        Alert byPushOnly = Samples.withPlan(
                Samples.withExpiry(Samples.alert(), office.now.plus(Duration.ofHours(4))),
                new Step(ChannelKind.PUSH, Duration.ZERO));
        Alert content = Samples.change(byPushOnly, MessageType.CANCEL, first);
        int child = office.must(new Act.Updated(office.by(Office.OFFICER), first, content, List.of()))
                .alert();
        assertThat(office.refused(Reason.RELATION, office.submit(Office.OFFICER, child)))
                .startsWith("plan: alert " + first + " went out by ");
    }

    @Test
    void theFirstOfTwoUpdatesWins() {
        int parent = office.dispatched();
        int one = office.changed(parent, MessageType.UPDATE);
        int two = office.changed(parent, MessageType.UPDATE);
        office.must(office.approve(Office.APPROVER, two));
        office.refused(Reason.RELATION, office.approve(Office.APPROVER, one));
        assertThat(office.status(one)).isEqualTo(AlertStatus.SUBMITTED);
    }

    @Test
    void anAllClearEndsAnAlertAlsoAfterItsExpiryOrCancellation() {
        int expired = office.dispatched();
        office.later(Duration.ofHours(5));
        assertThat(office.status(expired)).isEqualTo(AlertStatus.EXPIRED);
        int clear = office.changed(expired, MessageType.CANCEL);
        assertThat(dispatch(office.must(office.approve(Office.APPROVER, clear))).relation())
                .isEqualTo(Relation.CANCEL);
        assertThat(office.status(expired)).isEqualTo(AlertStatus.CANCELLED);

        int cancelled = office.dispatched();
        office.must(new Act.Cancelled(office.by(Office.OFFICER), cancelled, "A hoax"));
        int word = office.changed(cancelled, MessageType.CANCEL);
        assertThat(office.must(office.approve(Office.APPROVER, word)).effects()).hasSize(1);
    }

    @Test
    void aChangeNeedsAParentThatWasDispatched() {
        int draft = office.saved(Office.OFFICER, Samples.alert());
        office.refused(
                Reason.STATUS,
                new Act.Updated(
                        office.by(Office.OFFICER),
                        draft,
                        Samples.change(Samples.alert(), MessageType.UPDATE, draft),
                        List.of()));
        int parent = office.dispatched();
        office.refused(Reason.RELATION, new Act.Updated(office.by(Office.OFFICER), parent, Samples.alert(), List.of()));
        office.refused(
                Reason.RELATION,
                new Act.Updated(
                        office.by(Office.OFFICER),
                        parent,
                        Samples.withMode(Samples.change(Samples.alert(), MessageType.UPDATE, parent), Mode.TEST),
                        List.of()));
        office.refused(
                Reason.RELATION,
                new Act.VersionSaved(
                        office.by(Office.OFFICER),
                        0,
                        Samples.change(Samples.alert(), MessageType.UPDATE, parent),
                        List.of()));
        int cancelled = office.dispatched();
        office.must(new Act.Cancelled(office.by(Office.OFFICER), cancelled, "A hoax"));
        office.refused(
                Reason.STATUS,
                new Act.Updated(
                        office.by(Office.OFFICER),
                        cancelled,
                        Samples.change(Samples.alert(), MessageType.UPDATE, cancelled),
                        List.of()));
    }

    @Test
    void aResendGoesOutUnderTheFirstApproval() {
        int parent = office.dispatched();
        Verdict.Accepted accepted = office.must(new Act.Resent(office.by(Office.OFFICER), parent));
        int child = accepted.alert();
        assertThat(child).isNotEqualTo(parent);
        Effect.Dispatch dispatch = dispatch(accepted);
        assertThat(dispatch.relation()).isEqualTo(Relation.RESEND);
        assertThat(dispatch.approvedAs()).isEqualTo(parent);
        assertThat(dispatch.line()).containsExactly(parent);
        assertThat(office.view(child).content()).isEqualTo(office.view(parent).content());
        assertThat(office.view(child).approval()).isEqualTo(office.view(parent).approval());
        office.refused(Reason.RELATION, new Act.Resent(office.by(Office.OFFICER), child));
    }

    @Test
    void cancellingTakesTheResendsAlong() {
        int parent = office.dispatched();
        int child =
                office.must(new Act.Resent(office.by(Office.OFFICER), parent)).alert();
        assertThat(office.must(new Act.Cancelled(office.by(Office.APPROVER), parent, "A hoax"))
                        .effects())
                .containsExactly(new Effect.Withdraw(parent), new Effect.Withdraw(child));
    }

    @Test
    void everythingOrOneAlertCanBeHaltedAndResumed() {
        int alert = office.dispatched();
        assertThat(office.must(new Act.Halted(office.by(Office.OFFICER), 0, "A wrong list"))
                        .effects())
                .containsExactly(new Effect.Halt(0));
        assertThat(office.state.isHalted()).isTrue();
        office.refused(Reason.STATUS, new Act.Halted(office.by(Office.OFFICER), 0, "A wrong list"));
        assertThat(office.must(new Act.Halted(office.by(Office.OFFICER), alert, "A wrong list"))
                        .effects())
                .containsExactly(new Effect.Halt(alert));
        office.refused(Reason.STATUS, new Act.Resent(office.by(Office.OFFICER), alert));
        assertThat(office.must(new Act.Resumed(office.by(Office.APPROVER), 0)).effects())
                .containsExactly(new Effect.Resume(0));
        assertThat(office.must(new Act.Resumed(office.by(Office.APPROVER), alert))
                        .effects())
                .containsExactly(new Effect.Resume(alert));
        office.refused(Reason.STATUS, new Act.Resumed(office.by(Office.APPROVER), alert));
        office.refused(Reason.MISSING_ROLE, new Act.Halted(office.by(Office.ANALYST), 0, "Because"));
    }

    @Test
    void aStepIsStoppedOnce() {
        int alert = office.dispatched();
        assertThat(office.must(new Act.StepStopped(office.by(0), alert, 2)).effects())
                .containsExactly(new Effect.StepStop(alert, 2));
        office.refused(Reason.STEP, new Act.StepStopped(office.by(Office.OFFICER), alert, 2));
        office.refused(Reason.STEP, new Act.StepStopped(office.by(Office.OFFICER), alert, 3));
    }

    @Test
    void anAlertIsClosedWhenEveryShardHasSettled() {
        int alert = office.dispatched();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            assertThat(office.status(alert)).isEqualTo(AlertStatus.DISPATCHED);
            office.settle(alert, shard);
        }
        assertThat(office.status(alert)).isEqualTo(AlertStatus.CLOSED);
        assertThat(office.view(alert).settledEverywhere()).isTrue();
        office.refused(Reason.STALE, new Act.ShardSettled(office.by(0), alert, 5, 7, List.of()));
        List<SettledCount> counts = List.of(
                new SettledCount(ChannelKind.SMS, DeliveryState.DELIVERED, 4),
                new SettledCount(ChannelKind.PUSH, DeliveryState.FAILED, 2));
        office.must(new Act.ShardSettled(office.by(0), alert, 5, 8, counts));
        assertThat(office.view(alert).settled().get(5).counts()).hasSize(2);
        office.refused(Reason.ENGINE_ONLY, new Act.ShardSettled(office.by(Office.ADMIN), alert, 5, 9, List.of()));
        office.refused(Reason.FIELD, new Act.ShardSettled(office.by(0), alert, 64, 9, List.of()));
    }

    @Test
    void afterARestoreEachLiveAlertTakesTwoPeople() {
        int one = office.dispatched();
        int two = office.dispatched();
        int three = office.submitted();
        office.must(office.approve(Office.APPROVER, three, Optional.of(office.now.plusSeconds(30))));
        Verdict.Accepted restored = office.must(new Act.Restored(office.by(0), 1, 500));
        assertThat(restored.effects())
                .containsExactly(
                        new Effect.Halt(0), new Effect.Halt(one), new Effect.Halt(two), new Effect.Halt(three));

        assertThat(office.must(new Act.Resumed(office.by(Office.OFFICER), one)).effects())
                .isEmpty();
        office.refused(Reason.TWO_PEOPLE, new Act.Resumed(office.by(Office.OFFICER), one));
        assertThat(office.must(new Act.Resumed(office.by(Office.APPROVER), one)).effects())
                .containsExactly(new Effect.Resume(one));
        assertThat(office.must(new Act.Cancelled(office.by(Office.OFFICER), two, "Out of date"))
                        .effects())
                .containsExactly(new Effect.Withdraw(two));
        office.later(Duration.ofMinutes(1));
        office.refused(Reason.STATUS, new Act.Dispatched(office.by(0), three, 1000, 1000));
        office.must(new Act.Resumed(office.by(Office.OFFICER), three));
        assertThat(office.must(new Act.Resumed(office.by(Office.BOTH), three)).effects())
                .containsExactly(new Effect.Resume(three), new Effect.Resume(0));
        assertThat(office.state.isHalted()).isFalse();
        office.must(new Act.Dispatched(office.by(0), three, 1000, 1000));

        assertThat(office.saved(Office.OFFICER, Samples.alert())).isEqualTo(500);
        office.refused(Reason.STALE, new Act.Restored(office.by(0), 1, 500));
    }

    @Test
    void aReasonIsAskedForAndBounded() {
        int alert = office.dispatched();
        office.refused(Reason.FIELD, new Act.Cancelled(office.by(Office.OFFICER), alert, " "));
        office.refused(Reason.FIELD, new Act.Cancelled(office.by(Office.OFFICER), alert, "x".repeat(501)));
        office.refused(Reason.FIELD, new Act.Cancelled(office.by(Office.OFFICER), alert, "a\u0000b"));
        office.refused(Reason.UNKNOWN_ALERT, new Act.Cancelled(office.by(Office.OFFICER), 77, "A hoax"));
    }
}

package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;

final class TwoPeopleTest {
    private final Office office = new Office();

    @Test
    void aSecondPersonsApprovalIsTheDispatch() {
        int alert = office.submitted();
        Act.Approved act = office.approve(Office.APPROVER, alert);
        Verdict.Accepted accepted = office.must(act);

        assertThat(office.status(alert)).isEqualTo(AlertStatus.DISPATCHED);
        AlertView view = office.view(alert);
        assertThat(view.approval().orElseThrow().approver()).isEqualTo(Office.APPROVER);
        assertThat(view.dispatch().orElseThrow().position()).isEqualTo(accepted.position());
        assertThat(accepted.effects()).singleElement().isInstanceOfSatisfying(Effect.Dispatch.class, dispatch -> {
            assertThat(dispatch.alert()).isEqualTo(alert);
            assertThat(dispatch.approvedAs()).isEqualTo(alert);
            assertThat(dispatch.relation()).isEqualTo(Relation.ORIGINAL);
            assertThat(dispatch.line()).isEmpty();
            assertThat(dispatch.digest()).isEqualTo(AlertCodec.digest(view.content()));
            assertThat(dispatch.time()).isEqualTo(act.header().time());
            assertThat(dispatch.audience()).isEqualTo(view.content().audience());
            assertThat(dispatch.lowestTier()).isEqualTo(Tier.PUBLIC);
            assertThat(dispatch.incidentCell())
                    .isEqualTo(view.content().area().incidentCell())
                    .isNotNegative();
        });
    }

    @Test
    void nobodyApprovesWhatTheyWrote() {
        int alert = office.saved(Office.BOTH, Samples.alert());
        office.must(office.submit(Office.OFFICER, alert));
        office.refused(Reason.TWO_PEOPLE, office.approve(Office.BOTH, alert));
        office.must(office.approve(Office.OTHER_BOTH, alert));
    }

    @Test
    void anEditorOfAnEarlierVersionDoesNotApproveALaterOne() {
        int alert = office.saved(Office.BOTH, Samples.alert());
        office.must(new Act.VersionSaved(
                office.by(Office.OFFICER), alert, Samples.withEvent(Samples.alert(), "Another"), List.of()));
        office.must(office.submit(Office.OFFICER, alert));
        office.refused(Reason.TWO_PEOPLE, office.approve(Office.BOTH, alert));
    }

    @Test
    void someoneWhoTypedAPartButDidNotSaveDoesNotApprove() {
        int alert = office.must(
                        new Act.VersionSaved(office.by(Office.OFFICER), 0, Samples.alert(), List.of(Office.BOTH)))
                .alert();
        office.must(office.submit(Office.OFFICER, alert));
        office.refused(Reason.TWO_PEOPLE, office.approve(Office.BOTH, alert));
    }

    @Test
    void editsBeforeAReturnStillCount() {
        int alert = office.saved(Office.BOTH, Samples.alert());
        office.must(office.submit(Office.BOTH, alert));
        office.must(new Act.Returned(office.by(Office.APPROVER), alert, "Name the street"));
        office.refused(Reason.STATUS, office.submit(Office.BOTH, alert));
        office.must(new Act.VersionSaved(
                office.by(Office.OFFICER), alert, Samples.withEvent(Samples.alert(), "Another"), List.of()));
        office.must(office.submit(Office.OFFICER, alert));
        office.refused(Reason.TWO_PEOPLE, office.approve(Office.BOTH, alert));
        office.must(office.approve(Office.APPROVER, alert));
        assertThat(office.view(alert).reason()).isEqualTo("Name the street");
    }

    @Test
    void onlyAnActiveApproverApproves() {
        int alert = office.submitted();
        office.refused(Reason.MISSING_ROLE, office.approve(Office.ANALYST, alert));
        office.refused(Reason.MISSING_ROLE, office.approve(Office.ADMIN, alert));
        office.refused(Reason.UNKNOWN_ACTOR, office.approve(Office.GONE, alert));
        office.refused(Reason.UNKNOWN_ACTOR, office.approve(99, alert));
        office.refused(Reason.PEOPLE_ONLY, office.approve(ActHeader.ENGINE, alert));
    }

    @Test
    void aForgedApprovalIsRejected() {
        int alert = office.submitted();
        Act.Approved good = office.approve(Office.APPROVER, alert);
        Digest digest = good.digest();
        String strangers = ApprovalSignature.sign(
                Office.STRANGER.getPrivate(), Office.APPROVAL_KEY, digest, alert, good.version());
        String otherAlert = ApprovalSignature.sign(
                Office.APPROVAL.getPrivate(), Office.APPROVAL_KEY, digest, alert + 1, good.version());
        for (String signature : List.of("", "a.b", strangers, otherAlert, good.signature() + "A")) {
            office.refused(
                    Reason.SIGNATURE,
                    new Act.Approved(
                            office.by(Office.APPROVER), alert, good.version(), digest, signature, Optional.empty()));
        }
        assertThat(office.status(alert)).isEqualTo(AlertStatus.SUBMITTED);
    }

    @Test
    void anApprovalOfOtherContentIsRejected() {
        int alert = office.submitted();
        Digest other = AlertCodec.digest(Samples.withEvent(Samples.alert(), "Another"));
        String signature = ApprovalSignature.sign(Office.APPROVAL.getPrivate(), Office.APPROVAL_KEY, other, alert, 1);
        office.refused(
                Reason.DIGEST,
                new Act.Approved(office.by(Office.APPROVER), alert, 1, other, signature, Optional.empty()));
        office.refused(
                Reason.VERSION,
                new Act.Approved(office.by(Office.APPROVER), alert, 2, other, signature, Optional.empty()));
    }

    @Test
    void anApprovalSignedWithTheKeyBeforeIsRejectedAlsoWhenItIsBackdated() {
        int alert = office.submitted();
        Act.Approved old = office.approve(Office.APPROVER, alert);
        office.must(new Act.KeyRotated(
                office.by(Office.ADMIN),
                KeyPurpose.APPROVAL,
                "approval-2",
                Ed25519.raw(Office.STRANGER.getPublic()),
                office.now));
        office.refused(Reason.SIGNATURE, old);
    }

    @Test
    void whatHasExpiredCannotBeApproved() {
        int alert = office.submitted();
        office.later(Duration.ofHours(5));
        office.refused(Reason.EXPIRED, office.approve(Office.APPROVER, alert));
    }

    @Test
    void theFirstOfTwoApprovalsCounts() {
        int alert = office.submitted();
        Act.Approved first = office.approve(Office.APPROVER, alert);
        Act.Approved second = office.approve(Office.BOTH, alert);
        office.must(second);
        office.refused(Reason.STATUS, first);
        assertThat(office.view(alert).approval().orElseThrow().approver()).isEqualTo(Office.BOTH);
    }

    @Test
    void theOrderOfTheLogDecidesBetweenApprovalAndCancellation() {
        int first = office.submitted();
        Act.Approved late = office.approve(Office.APPROVER, first);
        office.must(new Act.Cancelled(office.by(Office.OFFICER), first, "A hoax"));
        assertThat(office.refused(Reason.STATUS, late)).contains("is cancelled");

        int second = office.submitted();
        office.must(office.approve(Office.APPROVER, second));
        Verdict.Accepted cancelled = office.must(new Act.Cancelled(office.by(Office.OFFICER), second, "A hoax"));
        assertThat(cancelled.effects()).containsExactly(new Effect.Withdraw(second));
    }

    @Test
    void theOrderOfTheLogDecidesBetweenReturnAndApproval() {
        int alert = office.submitted();
        Act.Approved approval = office.approve(Office.APPROVER, alert);
        office.must(new Act.Returned(office.by(Office.BOTH), alert, "Name the street"));
        office.refused(Reason.STATUS, approval);
    }

    @Test
    void aRepeatedActIsAnsweredAsTheFirst() {
        int alert = office.submitted();
        Act.Approved act = office.approve(Office.APPROVER, alert);
        long position = office.must(act).position();
        assertThat(office.apply(act)).isEqualTo(new Verdict.Repeated(position, alert, Optional.empty()));

        Act.Approved refused = office.approve(Office.BOTH, alert);
        office.refused(Reason.STATUS, refused);
        assertThat(office.apply(refused))
                .isInstanceOfSatisfying(
                        Verdict.Repeated.class,
                        repeated -> assertThat(repeated.rejected()).contains(Reason.STATUS));
        assertThat(office.state.answered(act.header().actId())).isPresent();
    }

    @Test
    void aScheduledAlertIsDispatchedByTheClerkWhenItsTimeHasCome() {
        int alert = office.submitted();
        office.must(office.approve(Office.APPROVER, alert, Optional.of(office.now.plusSeconds(600))));
        assertThat(office.status(alert)).isEqualTo(AlertStatus.SCHEDULED);
        office.refused(Reason.TIME, new Act.Dispatched(office.by(0), alert, 1000, 1000));
        office.later(Duration.ofMinutes(10));
        office.refused(Reason.ENGINE_ONLY, new Act.Dispatched(office.by(Office.OFFICER), alert, 1000, 1000));
        assertThat(office.must(new Act.Dispatched(office.by(0), alert, 1000, 1000))
                        .effects())
                .singleElement()
                .isInstanceOf(Effect.Dispatch.class);
    }

    @Test
    void aScheduledAlertThatWasVoidedIsNotDispatched() {
        int alert = office.submitted();
        office.must(office.approve(Office.APPROVER, alert, Optional.of(office.now.plusSeconds(600))));
        office.must(new Act.Voided(office.by(0), alert, "The audience has changed"));
        office.later(Duration.ofMinutes(10));
        office.refused(Reason.STATUS, new Act.Dispatched(office.by(0), alert, 1000, 1000));
        assertThat(office.status(alert)).isEqualTo(AlertStatus.VOIDED);
    }

    @Test
    void aScheduledTimeLiesBetweenNowAndTheExpiry() {
        int alert = office.submitted();
        office.refused(Reason.TIME, office.approve(Office.APPROVER, alert, Optional.of(office.now.minusSeconds(9))));
        office.refused(
                Reason.TIME, office.approve(Office.APPROVER, alert, Optional.of(office.now.plus(Duration.ofDays(1)))));
    }

    @Test
    void nobodyIsAskedToApproveAnAlertForNobody() {
        int alert = office.saved(Office.OFFICER, Samples.alert());
        office.refused(Reason.EMPTY_AUDIENCE, new Act.Submitted(office.by(Office.OFFICER), alert, 1, 0));
        office.refused(Reason.VERSION, new Act.Submitted(office.by(Office.OFFICER), alert, 2, 5));
    }

    @Test
    void anIncompleteAlertCannotBeSubmitted() {
        int alert = office.saved(Office.OFFICER, Samples.withEvent(Samples.alert(), " "));
        assertThat(office.refused(Reason.CONTENT, office.submit(Office.OFFICER, alert)))
                .isEqualTo("event: is missing");
    }

    @Test
    void typeModeAndParentAreFixedWhenAnAlertIsCreated() {
        int alert = office.saved(Office.OFFICER, Samples.alert());
        office.refused(
                Reason.RELATION,
                new Act.VersionSaved(
                        office.by(Office.OFFICER), alert, Samples.withMode(Samples.alert(), Mode.EXERCISE), List.of()));
    }
}

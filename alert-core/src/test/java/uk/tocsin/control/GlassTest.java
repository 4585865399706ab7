package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;

/// Broken glass: one officer alone, and the review that is owed.
final class GlassTest {
    private final Office office = new Office();

    private int draft(int officer) {
        return office.saved(officer, Samples.withExpiry(Samples.alert(), office.now.plus(Duration.ofHours(4))));
    }

    @Test
    void oneOfficerSendsTheirOwnDraftAndAReviewIsOwed() {
        int alert = draft(Office.OFFICER);
        Verdict.Accepted verdict = office.must(office.breakGlass(Office.OFFICER, alert));
        assertThat(verdict.effects()).singleElement().isInstanceOf(Effect.Dispatch.class);
        AlertView view = office.view(alert);
        assertThat(view.status()).isEqualTo(AlertStatus.DISPATCHED);
        assertThat(view.approval().orElseThrow()).satisfies(approval -> {
            assertThat(approval.basis()).isEqualTo(Basis.BREAK_GLASS);
            assertThat(approval.approver()).isEqualTo(Office.OFFICER);
            assertThat(approval.because()).isEqualTo("Shots are fired");
        });
        assertThat(view.submission().orElseThrow().submitter()).isEqualTo(Office.OFFICER);
        assertThat(office.state.reviewsOwed()).containsExactly(view);
        office.refused(Reason.STATUS, office.breakGlass(Office.OFFICER, alert));
        office.refused(Reason.STATUS, office.approve(Office.APPROVER, alert));
    }

    @Test
    void whatWaitsForAnApproverIsSentToo() {
        int alert = office.submitted();
        office.must(office.breakGlass(Office.OFFICER, alert));
        assertThat(office.status(alert)).isEqualTo(AlertStatus.DISPATCHED);
    }

    @Test
    void onlyAnOfficersOwnAlertIsSentByThem() {
        int alert = draft(Office.OFFICER);
        office.refused(Reason.OWN_ALERT, office.breakGlass(Office.BOTH, alert));
        office.refused(Reason.MISSING_ROLE, office.breakGlass(Office.APPROVER, alert));
    }

    @Test
    void onlyAnActualAlertThatIsGraveIsSentByOne() {
        Alert plain = Samples.withExpiry(Samples.alert(), office.now.plus(Duration.ofHours(4)));
        int exercise = office.saved(Office.OFFICER, Samples.withMode(plain, Mode.EXERCISE));
        office.refused(Reason.CONTENT, office.breakGlass(Office.OFFICER, exercise));
        for (Severity severity : Severity.values()) {
            Alert.Classification c = plain.classification();
            Alert.Classification other =
                    new Alert.Classification(c.categories(), c.responses(), c.urgency(), severity, c.certainty());
            int alert = office.saved(Office.OFFICER, Samples.with(plain, other, Optional.empty()));
            boolean grave = severity == Severity.EXTREME || severity == Severity.SEVERE;
            Verdict verdict = office.apply(office.breakGlass(Office.OFFICER, alert));
            assertThat(verdict instanceof Verdict.Accepted).as("%s", severity).isEqualTo(grave);
        }
    }

    @Test
    void whatNoApproverCouldApproveIsNotSentByOneEither() {
        int bad = office.saved(Office.OFFICER, Samples.withLink(Samples.alert(), "ftp://example.test"));
        office.refused(Reason.CONTENT, office.breakGlass(Office.OFFICER, bad));
        int alert = draft(Office.OFFICER);
        Act.GlassBroken good = office.breakGlass(Office.OFFICER, alert);
        Digest other = Digest.ofHex("ab".repeat(32));
        office.refused(Reason.DIGEST, glass(alert, 1, 1000, other, good.signature(), "Why"));
        office.refused(Reason.VERSION, glass(alert, 2, 1000, good.digest(), good.signature(), "Why"));
        office.refused(Reason.EMPTY_AUDIENCE, glass(alert, 1, 0, good.digest(), good.signature(), "Why"));
        office.refused(Reason.FIELD, glass(alert, 1, 1000, good.digest(), good.signature(), " "));
        String forged =
                ApprovalSignature.sign(Office.STRANGER.getPrivate(), Office.APPROVAL_KEY, good.digest(), alert, 1);
        office.refused(Reason.SIGNATURE, glass(alert, 1, 1000, good.digest(), forged, "Why"));
        office.later(Duration.ofHours(5));
        office.refused(Reason.CONTENT, glass(alert, 1, 1000, good.digest(), good.signature(), "Why"));
    }

    private Act glass(int alert, int version, long matched, Digest digest, String signature, String reason) {
        return new Act.GlassBroken(office.by(Office.OFFICER), alert, version, matched, digest, signature, reason);
    }

    @Test
    void aChangeThatIsSentByOneTakesThePlaceOfItsParent() {
        int parent = office.dispatched();
        int child = office.changed(parent, MessageType.UPDATE);
        Verdict.Accepted verdict = office.must(office.breakGlass(Office.OFFICER, child));
        assertThat(verdict.effects()).hasSize(2).first().isEqualTo(new Effect.Withdraw(parent));
        assertThat(office.status(parent)).isEqualTo(AlertStatus.SUPERSEDED);
    }

    @Test
    void aReviewIsByAnApproverWhoHadNoPartInItAndOnce() {
        int alert = office.must(new Act.VersionSaved(
                        office.by(Office.OFFICER),
                        0,
                        Samples.withExpiry(Samples.alert(), office.now.plus(Duration.ofHours(4))),
                        List.of(Office.BOTH)))
                .alert();
        office.refused(Reason.STATUS, new Act.Reviewed(office.by(Office.APPROVER), alert, "Right", true));
        office.must(office.breakGlass(Office.OFFICER, alert));
        office.refused(Reason.MISSING_ROLE, new Act.Reviewed(office.by(Office.OFFICER), alert, "Right", true));
        office.refused(Reason.TWO_PEOPLE, new Act.Reviewed(office.by(Office.BOTH), alert, "Right", true));
        office.refused(Reason.FIELD, new Act.Reviewed(office.by(Office.APPROVER), alert, "", true));
        office.must(new Act.Cancelled(office.by(Office.OFFICER), alert, "It is over"));
        office.must(new Act.Reviewed(office.by(Office.APPROVER), alert, "There was time to ask", false));
        assertThat(office.view(alert).review().orElseThrow()).satisfies(review -> {
            assertThat(review.justified()).isFalse();
            assertThat(review.reviewer()).isEqualTo(Office.APPROVER);
        });
        assertThat(office.state.reviewsOwed()).isEmpty();
        office.refused(Reason.STATUS, new Act.Reviewed(office.by(Office.OTHER_BOTH), alert, "Right", true));
    }

    @Test
    void whatTwoPeopleAgreedOnNeedsNoReviewAndAResendNoneOfItsOwn() {
        int agreed = office.dispatched();
        office.refused(Reason.STATUS, new Act.Reviewed(office.by(Office.OTHER_BOTH), agreed, "Right", true));
        int alert = draft(Office.OFFICER);
        office.must(office.breakGlass(Office.OFFICER, alert));
        int resend =
                office.must(new Act.Resent(office.by(Office.OFFICER), alert)).alert();
        assertThat(office.view(resend).approval().orElseThrow().basis()).isEqualTo(Basis.BREAK_GLASS);
        assertThat(office.state.reviewsOwed()).extracting(AlertView::number).containsExactly(alert);
    }

    @Test
    void approversOnCallAreToldThatAReviewIsOwedOnce() {
        int alert = draft(Office.OFFICER);
        office.refused(Reason.STATUS, new Act.Paged(office.by(0), alert, 1, Office.APPROVER));
        office.must(office.breakGlass(Office.OFFICER, alert));
        office.must(new Act.Paged(office.by(0), alert, 1, Office.APPROVER));
        office.refused(Reason.STALE, new Act.Paged(office.by(0), alert, 1, Office.APPROVER));
        office.must(new Act.Reviewed(office.by(Office.APPROVER), alert, "Right", true));
        office.refused(Reason.STATUS, new Act.Paged(office.by(0), alert, 1, Office.OTHER_BOTH));
    }
}

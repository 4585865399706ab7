package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Drift;
import uk.tocsin.control.AlertView.Submission;
import uk.tocsin.control.Lifecycle.Move;
import uk.tocsin.model.Effect;
import uk.tocsin.model.MessageType;

/// Judges the acts about scheduled alerts. Two people agreed on an audience as it was; one that has become another
/// since, by more than policy allows, is not sent to without them.
final class ScheduleDesk {
    private static final int WHOLE = 100;

    private final Books books;
    private final ChangeDesk changes;

    ScheduleDesk(Books books, ChangeDesk changes) {
        this.books = books;
        this.changes = changes;
    }

    /// The clerk dispatches what was scheduled; or voids it, when its audience has drifted.
    List<Effect> dispatched(Act.Dispatched act, long position) {
        Books.engine(act);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.DISPATCH, time, "dispatched");
        Refused.unless(
                !file.restoreHold, Reason.STATUS, "alert: " + file.number + " waits for two people after a restore");
        Approval approval = file.approval.orElseThrow();
        Instant at = approval.at().orElseThrow();
        Refused.unless(!time.isBefore(at), Reason.TIME, "alert: " + file.number + " is scheduled for later");
        Submission submission = file.submission.orElseThrow();
        Refused.unless(
                act.submitted() == submission.matched(),
                Reason.STALE,
                "submitted: " + submission.matched() + " matched, not " + act.submitted());
        if (drifted(file, act)) {
            voided(file, act, time);
            return List.of();
        }
        return changes.dispatched(file, approval, next, time, position);
    }

    /// A change goes to those its original was attempted to, whoever matches now.
    private boolean drifted(AlertFile file, Act.Dispatched act) {
        if (file.content().type() != MessageType.ALERT) {
            return false;
        }
        long by = Math.abs(act.matched() - act.submitted());
        return act.matched() == 0 || by * WHOLE > act.submitted() * books.settings.driftPercent;
    }

    private void voided(AlertFile file, Act.Dispatched act, Instant time) {
        AlertStatus next = file.next(Move.VOID, time, "voided");
        file.reason = "The audience changed from " + act.submitted() + " to " + act.matched()
                + " subscribers since it was submitted; " + books.settings.driftPercent + " % is allowed.";
        file.drift = Optional.of(new Drift(act.submitted(), act.matched(), time));
        file.paged.clear();
        file.become(next, time);
    }

    /// A scheduled alert goes at another time.
    void moved(Act.ScheduleMoved act) {
        books.person(act, Role.APPROVER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.MOVE, time, "moved");
        int approver = act.header().actor();
        Refused.unless(
                !file.editors.contains(approver),
                Reason.TWO_PEOPLE,
                "actor: " + approver + " edited a part of this alert and cannot say when it goes");
        Refused.unless(
                act.at().isAfter(time) && act.at().isBefore(file.content().expires()),
                Reason.TIME,
                "at: is not between now and the alert's expiry");
        file.approval = file.approval.map(approval -> approval.at(act.at()));
        file.become(next, time);
    }

    /// Somebody was told: of a version that waits for an approver, of a review that is owed, of a drift.
    void paged(Act.Paged act) {
        Books.engine(act);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertView view = file.view();
        boolean submitted = view.statusAt(time) == AlertStatus.SUBMITTED
                && view.submission().map(Submission::version).orElse(0) == act.version();
        boolean sent = view.approval().map(Approval::version).orElse(0) == act.version()
                && (view.reviewOwed()
                        || view.drift().isPresent() && view.agreed().contains(act.staff()));
        Refused.unless(submitted || sent, Reason.STATUS, "version: " + act.version() + " waits for nobody");
        Refused.unless(!file.paged.contains(act.staff()), Reason.STALE, "staff: " + act.staff() + " was paged already");
        file.paged.add(act.staff());
        file.changed();
    }
}

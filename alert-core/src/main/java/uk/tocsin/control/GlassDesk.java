package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Review;
import uk.tocsin.control.AlertView.Submission;
import uk.tocsin.control.AlertView.Version;
import uk.tocsin.control.Lifecycle.Move;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Effect;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;

/// Judges broken glass: one officer alone, to avert a threat to life, and the review that is owed for it.
final class GlassDesk {
    private final Books books;
    private final ChangeDesk changes;

    GlassDesk(Books books, ChangeDesk changes) {
        this.books = books;
        this.changes = changes;
    }

    List<Effect> broken(Act.GlassBroken act, long position) {
        books.person(act, Role.OFFICER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.BREAK_GLASS, time, "sent by one person");
        int officer = act.header().actor();
        Refused.unless(
                file.editors.contains(officer),
                Reason.OWN_ALERT,
                "actor: " + officer + " wrote no part of this alert; somebody who did may break the glass");
        Version version = version(file, act);
        fit(version.content(), act, time);
        changes.everyChannelOfTheLine(file, version.content());
        Books.reason(act.reason());
        String keyId =
                ApprovalCheck.keyId(books, act.signature(), version.digest(), file.number, version.number(), time);
        Approval approval = new Approval(
                file.number,
                version.number(),
                version.digest(),
                keyId,
                act.signature(),
                officer,
                time,
                position,
                Optional.empty(),
                Basis.BREAK_GLASS,
                act.reason());
        List<Effect> effects = changes.dispatched(file, approval, next, time, position);
        file.submission = Optional.of(new Submission(version.number(), officer, act.matched(), time, position));
        file.paged.clear();
        file.changed();
        return effects;
    }

    private static Version version(AlertFile file, Act.GlassBroken act) {
        Version version = file.versions.getLast();
        Refused.unless(
                act.version() == version.number(),
                Reason.VERSION,
                "version: the latest is " + version.number() + ", not " + act.version());
        Refused.unless(
                act.digest().equals(version.digest()),
                Reason.DIGEST,
                "digest: is not that of version " + version.number());
        return version;
    }

    private static void fit(Alert content, Act.GlassBroken act, Instant time) {
        boolean grave = content.severity() == Severity.EXTREME || content.severity() == Severity.SEVERE;
        Refused.unless(
                content.mode() == Mode.ACTUAL && grave,
                Reason.CONTENT,
                "severity: only an actual alert that is extreme or severe is sent by one person");
        List<AlertRules.Problem> problems = AlertRules.check(content, time);
        Refused.unless(problems.isEmpty(), Reason.CONTENT, AlertRules.words(problems));
        Refused.unless(
                act.matched() > 0 || content.type() != MessageType.ALERT,
                Reason.EMPTY_AUDIENCE,
                "audience: matches nobody");
    }

    void reviewed(Act.Reviewed act, long position) {
        books.person(act, Role.APPROVER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.REVIEW, time, "reviewed");
        Refused.unless(file.view().reviewOwed(), Reason.STATUS, "alert: " + file.number + " has no review to wait for");
        int reviewer = act.header().actor();
        Refused.unless(
                !file.editors.contains(reviewer),
                Reason.TWO_PEOPLE,
                "actor: " + reviewer + " wrote a part of this alert and cannot review it");
        Books.reason(act.finding());
        file.review = Optional.of(new Review(reviewer, act.finding(), act.justified(), time, position));
        file.become(next, time);
    }
}

package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Submission;
import uk.tocsin.control.AlertView.Version;
import uk.tocsin.control.Lifecycle.Move;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Effect;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Relation;
import uk.tocsin.model.codec.AlertCodec;

/// Judges the acts that lead an alert from its first version to its dispatch. Every method judges first and
/// changes afterwards.
final class AlertDesk {
    /// A bound on what the fold keeps of one alert: a save a minute for three hours.
    static final int MAX_VERSIONS = 200;

    private final Books books;
    private final ChangeDesk changes;

    AlertDesk(Books books, ChangeDesk changes) {
        this.books = books;
        this.changes = changes;
    }

    /// The first version of a new alert; its number.
    int begun(Act.VersionSaved act, long position) {
        books.person(act, Role.OFFICER);
        Refused.unless(
                act.content().type() == MessageType.ALERT && act.content().parent() == 0,
                Reason.RELATION,
                "content: a new alert has type Alert and no parent; a change is begun as one");
        AlertFile file = open(act, Relation.ORIGINAL, 0, act.content(), act.editors(), position);
        return file.number;
    }

    /// A child that updates or ends an alert, and its first version; its number.
    int childBegun(Act.Updated act, long position) {
        books.person(act, Role.OFFICER);
        AlertFile parent = books.alert(act.alert());
        Instant time = parent.timeOf(act);
        Alert child = act.child();
        Refused.unless(
                child.type() != MessageType.ALERT && child.parent() == parent.number,
                Reason.RELATION,
                "child: has type Update or Cancel and names alert " + parent.number + " as its parent");
        Refused.unless(
                child.mode() == parent.content().mode(),
                Reason.RELATION,
                "child.mode: is not that of alert " + parent.number);
        Refused.unless(
                parent.relation != Relation.RESEND,
                Reason.RELATION,
                "alert: " + parent.number + " is a resend; change alert " + parent.parent);
        Refused.unless(parent.dispatch.isPresent(), Reason.STATUS, "alert: " + parent.number + " was never dispatched");
        boolean ends = child.type() == MessageType.CANCEL;
        AlertStatus next = parent.next(ends ? Move.BEGIN_ENDING : Move.BEGIN_UPDATE, time, "changed");
        Refused.unless(
                parent.children.size() < ChangeDesk.MAX_CHILDREN,
                Reason.LIMIT,
                "alert: " + parent.number + " has " + ChangeDesk.MAX_CHILDREN + " changes already");
        Relation relation = ends ? Relation.CANCEL : Relation.UPDATE;
        AlertFile file = open(act, relation, parent.number, child, act.editors(), position);
        parent.children.add(file.number);
        parent.become(next, time);
        return file.number;
    }

    private AlertFile open(
            Act act, Relation relation, int parent, Alert content, List<Integer> editors, long position) {
        editorsKnown(editors);
        PolicyDesk.size(content);
        AlertFile file = changes.number(relation, parent, AlertStatus.DRAFT);
        file.latest = act.header().time();
        add(file, content, editors, position);
        return file;
    }

    /// A further version.
    void saved(Act.VersionSaved act, long position) {
        books.person(act, Role.OFFICER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.SAVE, time, "edited");
        Alert before = file.versions.getLast().content();
        Refused.unless(
                act.content().type() == before.type()
                        && act.content().parent() == before.parent()
                        && act.content().mode() == before.mode(),
                Reason.RELATION,
                "content: type, parent and mode are fixed when an alert is created");
        Refused.unless(
                file.versions.size() < MAX_VERSIONS,
                Reason.LIMIT,
                "alert: " + file.number + " has " + MAX_VERSIONS + " versions already");
        editorsKnown(act.editors());
        PolicyDesk.size(act.content());
        file.become(next, time);
        add(file, act.content(), act.editors(), position);
    }

    private static void add(AlertFile file, Alert content, List<Integer> editors, long position) {
        int number = file.versions.size() + 1;
        file.versions.add(new Version(number, content, AlertCodec.digest(content), editors, file.latest, position));
        file.editors.addAll(editors);
        file.changed();
    }

    private void editorsKnown(List<Integer> editors) {
        for (int editor : editors) {
            Refused.unless(
                    books.staff.member(editor).isPresent(),
                    Reason.UNKNOWN_STAFF,
                    "editors: " + editor + " is no member of staff");
        }
    }

    void submitted(Act.Submitted act, long position) {
        books.person(act, Role.OFFICER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.SUBMIT, time, "submitted");
        Version version = file.versions.getLast();
        Refused.unless(
                act.version() == version.number(),
                Reason.VERSION,
                "version: the latest is " + version.number() + ", not " + act.version());
        List<AlertRules.Problem> problems = AlertRules.check(version.content(), time);
        Refused.unless(problems.isEmpty(), Reason.CONTENT, AlertRules.words(problems));
        changes.everyChannelOfTheLine(file, version.content());
        Refused.unless(
                act.matched() > 0 || version.content().type() != MessageType.ALERT,
                Reason.EMPTY_AUDIENCE,
                "audience: matches nobody");
        file.paged.clear();
        file.submission =
                Optional.of(new Submission(act.version(), act.header().actor(), act.matched(), time, position));
        file.become(next, time);
    }

    void returned(Act.Returned act) {
        books.person(act, Role.OFFICER, Role.APPROVER);
        ended(act, act.alert(), act.reason(), Move.RETURN, "returned");
    }

    void rejected(Act.Rejected act) {
        books.person(act, Role.APPROVER);
        ended(act, act.alert(), act.reason(), Move.REJECT, "rejected");
    }

    void voided(Act.Voided act) {
        if (!act.header().byEngine()) {
            books.person(act, Role.OFFICER, Role.APPROVER);
        }
        ended(act, act.alert(), act.reason(), Move.VOID, "voided");
    }

    private void ended(Act act, int alert, String reason, Move move, String words) {
        AlertFile file = books.alert(alert);
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(move, time, words);
        Books.reason(reason);
        file.reason = reason;
        file.become(next, time);
    }

    List<Effect> approved(Act.Approved act, long position) {
        books.person(act, Role.APPROVER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        boolean now = act.at().isEmpty();
        AlertStatus next = file.next(now ? Move.APPROVE_NOW : Move.APPROVE_LATER, time, "approved");
        Approval approval = judge(act, file, time, position);
        Alert content = file.version(approval.version()).content();
        Refused.unless(time.isBefore(content.expires()), Reason.EXPIRED, "alert " + file.number + " has expired");
        if (now) {
            return changes.dispatched(file, approval, next, time, position);
        }
        Instant at = act.at().get();
        Refused.unless(
                at.isAfter(time) && at.isBefore(content.expires()),
                Reason.TIME,
                "at: is not between now and the alert's expiry");
        file.approval = Optional.of(approval);
        file.become(next, time);
        return List.of();
    }

    /// Two people, exactly this version, and a signature of the key in force.
    private Approval judge(Act.Approved act, AlertFile file, Instant time, long position) {
        int approver = act.header().actor();
        Submission submission = file.submission.orElseThrow();
        Version version = file.version(submission.version());
        Refused.unless(
                act.version() == version.number(),
                Reason.VERSION,
                "version: " + version.number() + " was submitted, not " + act.version());
        Refused.unless(
                !file.editors.contains(approver),
                Reason.TWO_PEOPLE,
                "actor: " + approver + " edited a part of this alert and cannot approve it");
        Refused.unless(
                act.digest().equals(version.digest()),
                Reason.DIGEST,
                "digest: is not that of version " + version.number());
        String keyId =
                ApprovalCheck.keyId(books, act.signature(), version.digest(), file.number, version.number(), time);
        return new Approval(
                file.number,
                version.number(),
                version.digest(),
                keyId,
                act.signature(),
                approver,
                time,
                position,
                act.at(),
                Basis.TWO_PEOPLE,
                "");
    }
}

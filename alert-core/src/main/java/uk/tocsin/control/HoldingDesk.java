package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Submission;
import uk.tocsin.control.AlertView.Version;
import uk.tocsin.control.HoldingView.Approved;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Relation;
import uk.tocsin.model.codec.AlertCodec;

/// Judges the acts about holding messages. Every method judges first and changes afterwards.
final class HoldingDesk {
    /// A bound on what the fold keeps.
    private static final int MAX_MESSAGES = 500;

    private final Books books;
    private final ChangeDesk changes;

    HoldingDesk(Books books, ChangeDesk changes) {
        this.books = books;
        this.changes = changes;
    }

    private HoldingFile file(String key) {
        HoldingFile file = books.holding.get(key);
        if (file == null) {
            throw new Refused(Reason.UNKNOWN_HOLDING_MESSAGE, "key: there is no such holding message");
        }
        return file;
    }

    /// A new version. The one that is approved stays so until this one is.
    void saved(Act.HoldingSaved act) {
        books.person(act, Role.OFFICER);
        HoldingMessage message = act.message();
        HoldingFile known = books.holding.get(message.key());
        int next = known == null ? 1 : known.latest.version() + 1;
        Refused.unless(
                message.version() == next,
                Reason.VERSION,
                "version: the next one is " + next + ", not " + message.version());
        Refused.unless(
                known != null || books.holding.size() < MAX_MESSAGES,
                Reason.LIMIT,
                "key: there are " + MAX_MESSAGES + " holding messages already");
        int size = HoldingCodec.size(message);
        Refused.unless(
                size <= AlertRules.MAX_BYTES,
                Reason.LIMIT,
                "message: takes " + size + " bytes; " + AlertRules.MAX_BYTES + " are allowed");
        List<AlertRules.Problem> problems = HoldingRules.check(message, books.timeOf(act));
        Refused.unless(problems.isEmpty(), Reason.CONTENT, AlertRules.words(problems));
        HoldingFile file = known == null ? new HoldingFile(message) : known;
        file.latest = message;
        file.editors.add(act.header().actor());
        file.withdrawn = Optional.empty();
        books.holding.put(message.key(), file);
    }

    void approved(Act.HoldingApproved act) {
        books.person(act, Role.APPROVER);
        HoldingFile file = file(act.key());
        int approver = act.header().actor();
        HoldingMessage message = file.latest;
        Instant time = books.timeOf(act);
        Refused.unless(file.withdrawn.isEmpty(), Reason.STATUS, "key: the holding message is withdrawn");
        Refused.unless(
                act.version() == message.version(),
                Reason.VERSION,
                "version: the latest is " + message.version() + ", not " + act.version());
        boolean already = file.approved.filter(a -> a.message().equals(message)).isPresent();
        Refused.unless(!already, Reason.STATUS, "version: " + act.version() + " is approved already");
        Refused.unless(
                !file.editors.contains(approver),
                Reason.TWO_PEOPLE,
                "actor: " + approver + " wrote a version of this holding message and cannot approve it");
        Refused.unless(
                act.digest().equals(message.digest()),
                Reason.DIGEST,
                "digest: is not that of version " + message.version());
        Refused.unless(time.isBefore(message.until()), Reason.EXPIRED, "until: the holding message has ended");
        file.approved = Optional.of(new Approved(message, approver, time));
    }

    void withdrawn(Act.HoldingWithdrawn act) {
        books.person(act, Role.OFFICER, Role.APPROVER);
        HoldingFile file = file(act.key());
        Refused.unless(file.withdrawn.isEmpty(), Reason.STATUS, "key: the holding message is withdrawn already");
        Books.reason(act.reason());
        file.withdrawn = Optional.of(act.reason());
        file.approved = Optional.empty();
    }

    /// Opens an alert and dispatches it; the effect names it.
    Effect.Dispatch released(Act.HoldingReleased act, long position) {
        books.person(act, Role.OFFICER);
        HoldingFile file = file(act.key());
        Instant time = act.header().time();
        Approved approved = releasable(file, act);
        Alert content = approved.message().fill(act.place(), act.area(), time);
        notDoubled(file, act, time);
        reached(approved.message(), act.matched());
        List<AlertRules.Problem> problems = AlertRules.check(content, time);
        Refused.unless(problems.isEmpty(), Reason.CONTENT, AlertRules.words(problems));
        Refused.unless(
                act.alert() == books.nextAlert,
                Reason.NUMBER,
                "alert: the next number is " + books.nextAlert + ", not " + act.alert());
        Digest digest = AlertCodec.digest(content);
        String keyId = ApprovalCheck.keyId(books, act.signature(), digest, act.alert(), 1, time);
        AlertFile alert = changes.number(Relation.ORIGINAL, 0, AlertStatus.DRAFT);
        List<Integer> editors = List.copyOf(file.editors);
        alert.versions.add(new Version(1, content, digest, editors, time, position));
        alert.editors.addAll(editors);
        alert.submission = Optional.of(new Submission(1, act.header().actor(), act.matched(), time, position));
        alert.approval = Optional.of(new Approval(
                alert.number,
                1,
                digest,
                keyId,
                act.signature(),
                approved.approver(),
                time,
                position,
                Optional.empty(),
                Basis.HOLDING_MESSAGE,
                act.key()));
        file.released(act.place(), alert.number, time);
        return changes.goesOut(alert, AlertStatus.DISPATCHED, time, position);
    }

    private Approved releasable(HoldingFile file, Act.HoldingReleased act) {
        Refused.unless(file.withdrawn.isEmpty(), Reason.STATUS, "key: the holding message is withdrawn");
        Approved approved = file.approved.orElseThrow(
                () -> new Refused(Reason.STATUS, "key: no version of the holding message is approved"));
        HoldingMessage message = approved.message();
        Refused.unless(
                act.version() == message.version(),
                Reason.VERSION,
                "version: " + message.version() + " is approved, not " + act.version());
        Refused.unless(
                books.timeOf(act).isBefore(message.until()), Reason.EXPIRED, "until: the holding message has ended");
        HoldingRules.placeFault(act.place()).ifPresent(fault -> {
            throw new Refused(Reason.FIELD, "place: " + fault);
        });
        int areas = message.areas().size();
        Refused.unless(act.area() < areas, Reason.FIELD, "area: " + act.area() + " is not 0 to " + (areas - 1));
        return approved;
    }

    /// Two presses of one button are one alert; unless what the first did was taken back.
    private void notDoubled(HoldingFile file, Act.HoldingReleased act, Instant time) {
        for (HoldingFile.Release release : file.recent(act.place(), time)) {
            AlertStatus status = books.alert(release.alert()).status;
            boolean over = status == AlertStatus.CANCELLED || status == AlertStatus.SUPERSEDED;
            Refused.unless(
                    over,
                    Reason.STALE,
                    "place: alert " + release.alert() + " was released for it within the last minute");
        }
    }

    private static void reached(HoldingMessage message, long matched) {
        Refused.unless(matched > 0, Reason.EMPTY_AUDIENCE, "area: nobody of the audience is in it");
        Refused.unless(
                matched <= message.most(),
                Reason.LIMIT,
                "area: " + matched + " subscribers match; " + message.most() + " are approved");
    }
}

package uk.tocsin.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Dispatch;
import uk.tocsin.control.AlertView.ShardSettlement;
import uk.tocsin.control.AlertView.Version;
import uk.tocsin.control.Lifecycle.Move;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;

/// Judges the acts about alerts that were dispatched, and says what a dispatch means. Every method judges first
/// and changes afterwards.
final class ChangeDesk {
    /// A bound on what the fold keeps of one alert.
    static final int MAX_CHILDREN = 100;

    private final Books books;

    ChangeDesk(Books books) {
        this.books = books;
    }

    /// Gives the next number to a new alert.
    AlertFile number(Relation relation, int parent, AlertStatus status) {
        Refused.unless(books.nextAlert <= Books.LAST_ALERT, Reason.LIMIT, "alert: the numbers are used up");
        AlertFile file = new AlertFile(books.nextAlert++, relation, parent, status);
        books.alerts.put(file.number, file);
        return file;
    }

    /// What the dispatch of an approved alert means for the shards.
    private Effect.Dispatch dispatch(AlertFile file) {
        Alert content = file.content();
        Approval approval = file.approval.orElseThrow();
        return new Effect.Dispatch(
                file.number,
                file.relation,
                line(file),
                approval.alert(),
                approval.digest(),
                file.dispatch.orElseThrow().time(),
                content.expires(),
                content.severity(),
                content.mode(),
                content.handling(),
                content.variants().stream()
                        .map(Variant::tier)
                        .min(Comparator.naturalOrder())
                        .orElse(Tier.PUBLIC),
                content.plan(),
                content.audience(),
                content.area().incidentCell());
    }

    /// Dispatches an alert under an approval: what it changes gives way first, or refuses.
    List<Effect> dispatched(AlertFile file, Approval approval, AlertStatus next, Instant time, long position) {
        List<Effect> effects = new ArrayList<>(parentGivesWay(file, time));
        file.approval = Optional.of(approval);
        effects.add(goesOut(file, next, time, position));
        return effects;
    }

    /// Dispatches an approved alert that changes no other.
    Effect.Dispatch goesOut(AlertFile file, AlertStatus next, Instant time, long position) {
        file.dispatch = Optional.of(new Dispatch(position, time));
        file.become(next, time);
        return dispatch(file);
    }

    /// The alerts a change follows upon, the nearest first: its parent with the parent's resends, and so on.
    private List<Integer> line(AlertFile file) {
        List<Integer> line = new ArrayList<>();
        for (int number = file.parent; number != 0; number = books.alert(number).parent) {
            line.add(number);
            for (int child : books.alert(number).children) {
                if (child != file.number && books.alert(child).relation == Relation.RESEND) {
                    line.add(child);
                }
            }
        }
        return line;
    }

    /// A change goes out by every channel of the alerts it follows upon: it would miss whom they reached there.
    void everyChannelOfTheLine(AlertFile file, Alert content) {
        Set<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        content.plan().steps().forEach(step -> channels.add(step.channel()));
        for (int number : line(file)) {
            for (Step step : books.alert(number).content().plan().steps()) {
                Refused.unless(
                        channels.contains(step.channel()),
                        Reason.RELATION,
                        "plan: alert " + number + " went out by "
                                + step.channel().word() + ", so what changes it has to as well");
            }
        }
    }

    /// An alert and its resends: one text, stopped and resumed together.
    private List<AlertFile> family(AlertFile file) {
        List<AlertFile> family = new ArrayList<>(List.of(file));
        for (int child : file.children) {
            AlertFile resend = books.alert(child);
            if (resend.relation == Relation.RESEND) {
                family.add(resend);
            }
        }
        return family;
    }

    /// Ends the parent of a child that is dispatched now; nothing for an original.
    private List<Effect> parentGivesWay(AlertFile child, Instant time) {
        return switch (child.relation) {
            case ORIGINAL, RESEND -> List.of();
            case UPDATE -> giveWay(child, Move.SUPERSEDE, time);
            case CANCEL -> giveWay(child, Move.END, time);
        };
    }

    private List<Effect> giveWay(AlertFile child, Move move, Instant time) {
        AlertFile parent = books.alert(child.parent);
        AlertStatus now = parent.view().statusAt(time);
        AlertStatus next = Lifecycle.next(now, move)
                .orElseThrow(() -> new Refused(
                        Reason.RELATION, "alert " + parent.number + ", which this changes, is " + now.word()));
        return withdraw(parent, next, time);
    }

    /// Takes an alert and its resends off the wire.
    private List<Effect> withdraw(AlertFile file, AlertStatus next, Instant time) {
        List<Effect> effects = new ArrayList<>();
        for (AlertFile member : family(file)) {
            AlertStatus now = member.view().statusAt(time);
            Optional<AlertStatus> then = member == file ? Optional.of(next) : Lifecycle.next(now, Move.CANCEL);
            if (then.isPresent()) {
                boolean sent = member.dispatch.isPresent();
                boolean already = now == AlertStatus.CANCELLED || now == AlertStatus.SUPERSEDED;
                member.restoreHold = false;
                member.resumedBy.clear();
                member.become(then.get(), time.isBefore(member.latest) ? member.latest : time);
                if (sent && !already) {
                    effects.add(new Effect.Withdraw(member.number));
                }
            }
        }
        releaseAfterRestore(time, effects);
        return effects;
    }

    List<Effect> cancelled(Act.Cancelled act) {
        books.person(act, Role.OFFICER, Role.APPROVER);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.CANCEL, time, "cancelled");
        Books.reason(act.reason());
        file.reason = act.reason();
        return withdraw(file, next, time);
    }

    /// Sends an alert again under its approval; the effect names the child.
    Effect.Dispatch resent(Act.Resent act, long position) {
        books.person(act, Role.OFFICER, Role.APPROVER);
        AlertFile parent = books.alert(act.alert());
        Instant time = parent.timeOf(act);
        Refused.unless(
                parent.relation != Relation.RESEND,
                Reason.RELATION,
                "alert: " + parent.number + " is a resend; resend alert " + parent.parent);
        AlertStatus next = parent.next(Move.RESEND, time, "resent");
        Refused.unless(!parent.halted, Reason.STATUS, "alert: " + parent.number + " is halted: it cannot be resent");
        Approval approval = parent.approval.orElseThrow();
        Version version = parent.version(approval.version());
        Refused.unless(
                time.isBefore(version.content().expires()), Reason.EXPIRED, "alert " + parent.number + " has expired");
        Refused.unless(
                parent.children.size() < MAX_CHILDREN,
                Reason.LIMIT,
                "alert: " + parent.number + " has " + MAX_CHILDREN + " changes already");
        AlertFile child = number(Relation.RESEND, parent.number, AlertStatus.DISPATCHED);
        child.versions.add(version);
        child.editors.addAll(parent.editors);
        child.approval = parent.approval;
        parent.children.add(child.number);
        parent.become(next, time);
        return goesOut(child, AlertStatus.DISPATCHED, time, position);
    }

    List<Effect> halted(Act.Halted act) {
        books.person(act, Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR);
        Books.reason(act.reason());
        if (act.alert() == 0) {
            Refused.unless(!books.haltedByPerson, Reason.STATUS, "alert: everything is halted already");
            boolean already = books.halted();
            books.haltedByPerson = true;
            return already ? List.of() : List.of(new Effect.Halt(0));
        }
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.HALT, time, "halted");
        Refused.unless(!file.halted, Reason.STATUS, "alert: " + file.number + " is halted already");
        file.become(next, time);
        List<Effect> effects = new ArrayList<>();
        for (AlertFile member : family(file)) {
            if (!member.halted && (member == file || member.live(time))) {
                member.halted = true;
                member.changed();
                effects.add(new Effect.Halt(member.number));
            }
        }
        return effects;
    }

    List<Effect> resumed(Act.Resumed act) {
        books.person(act, Role.OFFICER, Role.APPROVER);
        if (act.alert() == 0) {
            return everythingResumed(act);
        }
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.RESUME, time, "resumed");
        Refused.unless(file.halted, Reason.STATUS, "alert: " + file.number + " is not halted");
        int actor = act.header().actor();
        Refused.unless(
                !file.resumedBy.contains(actor),
                Reason.TWO_PEOPLE,
                "actor: " + actor + " has resumed it already; after a restore it takes a second person");
        file.become(next, time);
        if (file.restoreHold && file.resumedBy.isEmpty()) {
            file.resumedBy.add(actor);
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        boolean afterRestore = file.restoreHold;
        for (AlertFile member : family(file)) {
            if (member.halted && (member == file || !member.restoreHold || afterRestore)) {
                member.halted = false;
                member.restoreHold = false;
                member.resumedBy.clear();
                member.changed();
                effects.add(new Effect.Resume(member.number));
            }
        }
        releaseAfterRestore(time, effects);
        return effects;
    }

    private List<Effect> everythingResumed(Act.Resumed act) {
        Refused.unless(books.halted(), Reason.STATUS, "alert: not everything is halted");
        List<Effect> effects = new ArrayList<>();
        if (books.haltedByPerson) {
            books.haltedByPerson = false;
            if (!books.haltedByRestore) {
                effects.add(new Effect.Resume(0));
            }
        }
        releaseAfterRestore(act.header().time(), effects);
        return effects;
    }

    /// Ends the halt of a restore once no live alert waits for its two people.
    private void releaseAfterRestore(Instant time, List<Effect> effects) {
        boolean waiting = books.alerts.values().stream().anyMatch(f -> f.restoreHold && f.pending(time));
        if (books.haltedByRestore && !waiting) {
            books.haltedByRestore = false;
            if (!books.haltedByPerson) {
                effects.add(new Effect.Resume(0));
            }
        }
    }

    List<Effect> stepStopped(Act.StepStopped act) {
        if (!act.header().byEngine()) {
            books.person(act, Role.OFFICER, Role.APPROVER);
        }
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        AlertStatus next = file.next(Move.STOP_STEP, time, "stopped in a step");
        int steps = file.content().plan().steps().size();
        Refused.unless(act.step() < steps, Reason.STEP, "step: " + act.step() + " is not 0 to " + (steps - 1));
        Refused.unless(
                !file.stoppedSteps.contains(act.step()), Reason.STEP, "step: " + act.step() + " is stopped already");
        file.stoppedSteps.add(act.step());
        file.become(next, time);
        return List.of(new Effect.StepStop(file.number, act.step()));
    }

    void settled(Act.ShardSettled act) {
        Books.engine(act);
        AlertFile file = books.alert(act.alert());
        Instant time = file.timeOf(act);
        Refused.unless(
                act.shard() < Shards.COUNT,
                Reason.FIELD,
                "shard: " + act.shard() + " is not 0 to " + (Shards.COUNT - 1));
        boolean known = file.settled.containsKey(act.shard());
        boolean last = file.settled.size() + (known ? 0 : 1) == Shards.COUNT;
        AlertStatus next = file.next(last ? Move.SETTLE_LAST : Move.SETTLE, time, "settled");
        Refused.unless(file.dispatch.isPresent(), Reason.STATUS, "alert: " + file.number + " was never dispatched");
        ShardSettlement before = file.settled.get(act.shard());
        Refused.unless(
                before == null || before.position() < act.position(),
                Reason.STALE,
                "position: shard " + act.shard() + " reported a later one already");
        file.settled.put(act.shard(), new ShardSettlement(act.shard(), act.position(), act.counts()));
        file.become(next, time);
    }

    List<Effect> restored(Act.Restored act) {
        Books.engine(act);
        Refused.unless(
                act.generation() > books.generation,
                Reason.STALE,
                "generation: " + act.generation() + " is not above " + books.generation);
        Refused.unless(
                act.firstFreeAlert() <= Books.LAST_ALERT, Reason.LIMIT, "firstFreeAlert: the numbers are used up");
        books.generation = act.generation();
        books.nextAlert = Math.max(books.nextAlert, act.firstFreeAlert());
        List<Effect> effects = new ArrayList<>();
        Instant time = act.header().time();
        for (AlertFile file : books.alerts.values()) {
            if (file.pending(time)) {
                if (!file.halted) {
                    effects.add(new Effect.Halt(file.number));
                }
                file.halted = true;
                file.restoreHold = true;
                file.resumedBy.clear();
                file.changed();
            }
        }
        boolean already = books.halted();
        books.haltedByRestore = !effects.isEmpty() || books.haltedByRestore || anyHold(time);
        if (books.haltedByRestore && !already) {
            effects.addFirst(new Effect.Halt(0));
        }
        return effects;
    }

    private boolean anyHold(Instant time) {
        return books.alerts.values().stream().anyMatch(f -> f.restoreHold && f.pending(time));
    }
}

package uk.tocsin.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Dispatch;
import uk.tocsin.control.AlertView.Drift;
import uk.tocsin.control.AlertView.Review;
import uk.tocsin.control.AlertView.ShardSettlement;
import uk.tocsin.control.AlertView.Submission;
import uk.tocsin.control.AlertView.Version;
import uk.tocsin.control.Lifecycle.Move;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Relation;

/// The mutable side of an [AlertView], for the fold alone.
final class AlertFile {
    final int number;
    final Relation relation;
    final int parent;
    final List<Integer> children = new ArrayList<>();
    final List<Version> versions = new ArrayList<>();
    final TreeSet<Integer> editors = new TreeSet<>();
    final TreeSet<Integer> resumedBy = new TreeSet<>();
    final List<Integer> paged = new ArrayList<>();
    final TreeSet<Integer> stoppedSteps = new TreeSet<>();
    final TreeMap<Integer, ShardSettlement> settled = new TreeMap<>();
    AlertStatus status;
    Optional<Submission> submission = Optional.empty();
    Optional<Approval> approval = Optional.empty();
    Optional<Dispatch> dispatch = Optional.empty();
    Optional<Drift> drift = Optional.empty();
    Optional<Review> review = Optional.empty();
    String reason = "";
    boolean halted;
    boolean restoreHold;

    /// The latest time of an act about this alert: its time never goes back.
    Instant latest = Instant.EPOCH;

    private @Nullable AlertView view;

    AlertFile(int number, Relation relation, int parent, AlertStatus status) {
        this.number = number;
        this.relation = relation;
        this.parent = parent;
        this.status = status;
    }

    /// The time of an act about this alert: that of the act, but never before an earlier one.
    Instant timeOf(Act act) {
        Instant time = act.header().time();
        return time.isBefore(latest) ? latest : time;
    }

    /// Where a move leads at a time; refuses a move the lifecycle does not allow.
    AlertStatus next(Move move, Instant time, String words) {
        AlertStatus now = view().statusAt(time);
        return Lifecycle.next(now, move)
                .orElseThrow(() -> new Refused(
                        now == AlertStatus.EXPIRED ? Reason.EXPIRED : Reason.STATUS,
                        "alert " + number + " is " + now.word() + ": it cannot be " + words));
    }

    /// Takes a status that [#next] gave, at a time.
    void become(AlertStatus next, Instant time) {
        status = next;
        latest = time;
        changed();
    }

    Alert content() {
        return view().content();
    }

    /// A version that exists, by its number.
    Version version(int version) {
        return view().version(version).orElseThrow();
    }

    boolean live(Instant time) {
        return view().statusAt(time) == AlertStatus.DISPATCHED;
    }

    /// Whether anything of it may still be sent for the first time.
    boolean pending(Instant time) {
        AlertStatus now = view().statusAt(time);
        return now == AlertStatus.DISPATCHED || now == AlertStatus.SCHEDULED;
    }

    /// To be called after every change.
    void changed() {
        view = null;
    }

    AlertView view() {
        AlertView current = view;
        if (current == null) {
            current = new AlertView(
                    number,
                    status,
                    relation,
                    parent,
                    List.copyOf(children),
                    List.copyOf(versions),
                    Collections.unmodifiableSortedSet(new TreeSet<>(editors)),
                    submission,
                    List.copyOf(paged),
                    approval,
                    dispatch,
                    drift,
                    review,
                    reason,
                    halted,
                    restoreHold,
                    Collections.unmodifiableSortedSet(new TreeSet<>(resumedBy)),
                    Collections.unmodifiableSortedSet(new TreeSet<>(stoppedSteps)),
                    List.copyOf(settled.values()));
            view = current;
        }
        return current;
    }
}

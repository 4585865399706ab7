package uk.tocsin.console.edge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Relation;
import uk.tocsin.model.ResponseType;

/// An alert that was dispatched, and what became of it. Immutable.
///
/// @param alert the one that the reader's message was about
/// @param latest the last update, cancellation or all-clear in its line that was dispatched after it
/// @param withdrawn whether an officer withdrew it, with or without a message that says so
record Story(AlertView alert, Instant issued, Optional<AlertView> latest, boolean withdrawn) {
    /// A line of changes is followed so far; the control log allows far fewer.
    private static final int MAX_LINE = 100;

    /// What a reader has to know first.
    enum Phase {
        IN_FORCE,
        UPDATED,
        ALL_CLEAR,
        CANCELLED,
        EXPIRED
    }

    /// The story of a number; empty for one that was never dispatched.
    static Optional<Story> of(ControlState state, int number) {
        return state.alert(number).flatMap(view -> view.dispatch().map(dispatch -> tell(state, view, dispatch.time())));
    }

    private static Story tell(ControlState state, AlertView view, Instant issued) {
        // A resend is the original said again: what became of the original became of it.
        AlertView told =
                view.relation() == Relation.RESEND ? state.alert(view.parent()).orElse(view) : view;
        Optional<AlertView> latest = latest(state, told);
        boolean withdrawn = ended(view) || ended(told);
        return new Story(view, issued, latest, withdrawn);
    }

    private static boolean ended(AlertView view) {
        return view.status() == AlertStatus.CANCELLED || view.status() == AlertStatus.SUPERSEDED;
    }

    private static Optional<AlertView> latest(ControlState state, AlertView from) {
        Optional<AlertView> latest = Optional.empty();
        AlertView at = from;
        for (int i = 0; i < MAX_LINE; i++) {
            Optional<AlertView> next = newest(state, at);
            if (next.isEmpty()) {
                return latest;
            }
            latest = next;
            at = next.get();
        }
        return latest;
    }

    private static Optional<AlertView> newest(ControlState state, AlertView parent) {
        List<AlertView> changes = new ArrayList<>();
        for (int child : parent.children()) {
            state.alert(child)
                    .filter(view -> view.dispatch().isPresent() && view.relation() != Relation.RESEND)
                    .ifPresent(changes::add);
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes.getLast());
    }

    Alert content() {
        return alert.content();
    }

    Phase phase(Instant now) {
        if (latest.isPresent()) {
            AlertView after = latest.get();
            if (after.relation() == Relation.UPDATE) {
                return after.status() == AlertStatus.CANCELLED ? Phase.CANCELLED : Phase.UPDATED;
            }
            return isAllClear(after) ? Phase.ALL_CLEAR : Phase.CANCELLED;
        }
        if (withdrawn) {
            return Phase.CANCELLED;
        }
        return now.isBefore(content().expires()) ? Phase.IN_FORCE : Phase.EXPIRED;
    }

    private static boolean isAllClear(AlertView view) {
        return view.content().classification().responses().contains(ResponseType.ALL_CLEAR);
    }

    /// Whether this alert itself is the word that the danger is over.
    boolean isAllClear() {
        return isAllClear(alert);
    }
}

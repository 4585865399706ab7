package uk.tocsin.control;

import static uk.tocsin.control.AlertStatus.CANCELLED;
import static uk.tocsin.control.AlertStatus.CLOSED;
import static uk.tocsin.control.AlertStatus.DISPATCHED;
import static uk.tocsin.control.AlertStatus.DRAFT;
import static uk.tocsin.control.AlertStatus.EXPIRED;
import static uk.tocsin.control.AlertStatus.REJECTED;
import static uk.tocsin.control.AlertStatus.RETURNED;
import static uk.tocsin.control.AlertStatus.SCHEDULED;
import static uk.tocsin.control.AlertStatus.SUBMITTED;
import static uk.tocsin.control.AlertStatus.SUPERSEDED;
import static uk.tocsin.control.AlertStatus.VOIDED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The closed table of an alert's life: what is not in it cannot happen.
final class Lifecycle {
    /// What can happen to an alert.
    enum Move {
        SAVE,
        SUBMIT,
        RETURN,
        REJECT,
        APPROVE_NOW,
        APPROVE_LATER,
        /// One officer sends it alone.
        BREAK_GLASS,
        /// Somebody else looks into that.
        REVIEW,
        /// A scheduled alert goes at another time.
        MOVE,
        VOID,
        DISPATCH,
        CANCEL,
        /// A child that updates it is begun.
        BEGIN_UPDATE,
        /// A child that ends it is begun.
        BEGIN_ENDING,
        /// A child that updates it is dispatched.
        SUPERSEDE,
        /// A child that ends it is dispatched.
        END,
        RESEND,
        HALT,
        RESUME,
        STOP_STEP,
        /// A shard settled it; others have not.
        SETTLE,
        /// The last shard settled it.
        SETTLE_LAST
    }

    private static final Map<AlertStatus, Map<Move, AlertStatus>> TABLE = table();

    private Lifecycle() {}

    /// Where a move leads, if it is allowed.
    static Optional<AlertStatus> next(AlertStatus from, Move move) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(move));
    }

    private static Map<AlertStatus, Map<Move, AlertStatus>> table() {
        Map<AlertStatus, Map<Move, AlertStatus>> table = new EnumMap<>(AlertStatus.class);
        table.put(
                DRAFT,
                Map.of(Move.SAVE, DRAFT, Move.SUBMIT, SUBMITTED, Move.BREAK_GLASS, DISPATCHED, Move.CANCEL, CANCELLED));
        table.put(RETURNED, Map.of(Move.SAVE, DRAFT, Move.CANCEL, CANCELLED));
        table.put(
                SUBMITTED,
                Map.of(
                        Move.RETURN, RETURNED,
                        Move.REJECT, REJECTED,
                        Move.APPROVE_NOW, DISPATCHED,
                        Move.APPROVE_LATER, SCHEDULED,
                        Move.BREAK_GLASS, DISPATCHED,
                        Move.CANCEL, CANCELLED));
        table.put(REJECTED, Map.of());
        table.put(
                SCHEDULED,
                Map.of(
                        Move.VOID, VOIDED,
                        Move.DISPATCH, DISPATCHED,
                        Move.MOVE, SCHEDULED,
                        Move.CANCEL, CANCELLED,
                        Move.RESUME, SCHEDULED));
        table.put(VOIDED, Map.of());
        table.put(DISPATCHED, dispatched());
        table.put(CLOSED, closed());
        table.put(
                EXPIRED,
                Map.of(
                        Move.BEGIN_UPDATE, EXPIRED,
                        Move.BEGIN_ENDING, EXPIRED,
                        Move.SUPERSEDE, SUPERSEDED,
                        Move.END, CANCELLED,
                        Move.REVIEW, EXPIRED,
                        Move.SETTLE, EXPIRED,
                        Move.SETTLE_LAST, EXPIRED));
        table.put(
                CANCELLED,
                Map.of(
                        Move.BEGIN_ENDING, CANCELLED,
                        Move.END, CANCELLED,
                        Move.REVIEW, CANCELLED,
                        Move.SETTLE, CANCELLED,
                        Move.SETTLE_LAST, CANCELLED));
        table.put(SUPERSEDED, Map.of(Move.REVIEW, SUPERSEDED, Move.SETTLE, SUPERSEDED, Move.SETTLE_LAST, SUPERSEDED));
        return table;
    }

    private static Map<Move, AlertStatus> dispatched() {
        return Map.ofEntries(
                Map.entry(Move.CANCEL, CANCELLED),
                Map.entry(Move.BEGIN_UPDATE, DISPATCHED),
                Map.entry(Move.BEGIN_ENDING, DISPATCHED),
                Map.entry(Move.SUPERSEDE, SUPERSEDED),
                Map.entry(Move.END, CANCELLED),
                Map.entry(Move.RESEND, DISPATCHED),
                Map.entry(Move.HALT, DISPATCHED),
                Map.entry(Move.RESUME, DISPATCHED),
                Map.entry(Move.STOP_STEP, DISPATCHED),
                Map.entry(Move.REVIEW, DISPATCHED),
                Map.entry(Move.SETTLE, DISPATCHED),
                Map.entry(Move.SETTLE_LAST, CLOSED));
    }

    private static Map<Move, AlertStatus> closed() {
        return Map.of(
                Move.CANCEL, CANCELLED,
                Move.BEGIN_UPDATE, CLOSED,
                Move.BEGIN_ENDING, CLOSED,
                Move.SUPERSEDE, SUPERSEDED,
                Move.END, CANCELLED,
                Move.RESEND, CLOSED,
                Move.REVIEW, CLOSED,
                Move.SETTLE, CLOSED,
                Move.SETTLE_LAST, CLOSED);
    }
}

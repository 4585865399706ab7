package uk.tocsin.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// What every act carries.
///
/// @param actId chosen by whoever asks for the act; the fold counts an act id once, for ever, so that a write
///     can be repeated safely
/// @param actor staff number of the person; [#ENGINE] for the engine and the clerk
/// @param time when it was asked for, to the millisecond (what is finer is dropped)
public record ActHeader(UUID actId, int actor, Instant time) {
    /// The actor number of the engine itself and of the clerk.
    public static final int ENGINE = 0;

    public ActHeader {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        if (actor < 0) {
            throw new IllegalArgumentException("actor: " + actor + " is negative");
        }
    }

    /// Whether no person did this.
    public boolean byEngine() {
        return actor == ENGINE;
    }
}

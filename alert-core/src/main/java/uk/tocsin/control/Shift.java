package uk.tocsin.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// One line of the on-call rota: who is on call, and when. Times are to the millisecond.
///
/// @param from when it begins; empty for always so far
/// @param until when it is over; empty for as long as the rota stands
public record Shift(int staff, Optional<Instant> from, Optional<Instant> until) {
    public Shift {
        from = from.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        until = until.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        if (staff < 1) {
            throw new IllegalArgumentException("staff: out of range");
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException("until: is not after from");
        }
    }

    /// One that holds as long as the rota stands.
    public Shift(int staff) {
        this(staff, Optional.empty(), Optional.empty());
    }

    /// Whether it holds at an instant.
    public boolean holdsAt(Instant now) {
        return from.map(time -> !now.isBefore(time)).orElse(true)
                && until.map(now::isBefore).orElse(true);
    }
}

package uk.tocsin.console.accounts;

import java.time.Duration;
import java.time.Instant;

/// Failures so far, and when the last was. After more than are free, the next attempt has to wait: 2 s, then twice as
/// long each time, never more than 15 minutes. Attempts that come too early are not looked at and do not count, so
/// nobody can be kept waiting for ever.
record Tries(int failures, Instant last) {
    static final Tries NONE = new Tries(0, Instant.EPOCH);

    /// The longest delay.
    static final Duration LONGEST = Duration.ofMinutes(15);

    /// 2^10 s are more than the longest delay.
    private static final int MOST_DOUBLINGS = 10;

    private static final int MOST_FAILURES = 1_000_000;

    /// One more. Those before are forgotten if the last of them was so long ago.
    Tries failed(Instant now, Duration forgotten) {
        int before = last.plus(forgotten).isBefore(now) ? 0 : failures;
        return new Tries(Math.min(MOST_FAILURES, before + 1), now);
    }

    /// When the next attempt is looked at.
    ///
    /// @param free failures that cost no delay
    Instant closedUntil(int free) {
        int counted = failures - free;
        if (counted <= 0) {
            return Instant.MIN;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(MOST_DOUBLINGS, counted));
        return last.plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }

    /// Whether there is a delay after the last failure.
    boolean closes(int free) {
        return failures > free;
    }
}

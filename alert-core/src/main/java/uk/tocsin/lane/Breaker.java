package uk.tocsin.lane;

import java.time.Duration;

/// Stops a lane whose provider does not answer, and lets single requests find out when it does. Time is
/// monotonic, in nanoseconds. Not for sharing between threads.
final class Breaker {
    /// So many failures without a single answer between them open it: above what a lost connection takes with
    /// it.
    private static final int FAILURES = 50;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int failures;
    private Duration span = FIRST;
    private boolean open;
    private boolean probing;
    private long untilNanos;

    /// The most that may be granted now.
    int limit(long nowNanos) {
        if (!open) {
            return Integer.MAX_VALUE;
        }
        return probing || nowNanos - untilNanos < 0 ? 0 : 1;
    }

    /// A permit was granted; while open it is the probe.
    void granted() {
        probing = open;
    }

    /// The provider answered, whatever it said.
    void answered() {
        failures = 0;
        open = false;
        probing = false;
        span = FIRST;
    }

    /// A request failed without an answer.
    void failed(long nowNanos) {
        failures++;
        if (probing || (!open && failures >= FAILURES)) {
            span = open ? min(span.multipliedBy(2)) : FIRST;
            open = true;
            probing = false;
            untilNanos = nowNanos + span.toNanos();
        }
    }

    /// A probe came back unused.
    void unused() {
        probing = false;
    }

    boolean isOpen() {
        return open;
    }

    private static Duration min(Duration wanted) {
        return wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
    }

    long nanosToNext(long nowNanos) {
        return open ? Math.max(0, untilNanos - nowNanos) : 0;
    }
}

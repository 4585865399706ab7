package uk.tocsin.engine;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Tells a wall clock that was set from one that runs, by the monotonic clock. While it shows something else than it
/// should, nothing is decided: a decision carries the time, and a shard's time never goes back. It may be set right
/// again, or somebody confirms that it is right now. Slow drift is followed. A clock that differs from that of the log,
/// where the log has one, is in doubt as well. Any thread.
final class ClockWatch {
    private static final double NANOS_PER_MS = 1e6;

    private final InstantSource wall;
    private final LongSupplier nanos;
    private long rightMs;
    private long rightNanos;

    /// How far the log's clock is ahead of this one: as last heard, and as somebody confirmed.
    private long aheadMs;

    private long knownAheadMs;

    ClockWatch(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        confirm();
    }

    /// Whether the clock was set by more than [EngineSettings#CLOCK_JUMP].
    synchronized boolean doubtful() {
        long nowMs = wall.millis();
        long now = nanos.getAsLong();
        double shouldMs = rightMs + (now - rightNanos) / NANOS_PER_MS;
        boolean doubtful = Math.abs(nowMs - shouldMs) > EngineSettings.CLOCK_JUMP.toMillis();
        if (!doubtful) {
            rightMs = nowMs;
            rightNanos = now;
        }
        return doubtful;
    }

    /// A record was written at this time of the log's own clock, not before `beforeMs` of this one, and not after now.
    ///
    /// @param writtenMs -1: the log has no clock
    synchronized void heard(long beforeMs, long writtenMs) {
        if (writtenMs < 0) {
            return;
        }
        long nowMs = wall.millis();
        aheadMs = writtenMs - Math.clamp(writtenMs, Math.min(beforeMs, nowMs), nowMs);
        long newsMs = aheadMs - knownAheadMs;
        if (Math.abs(newsMs) > EngineSettings.CLOCK_JUMP.toMillis()) {
            rightMs = nowMs + newsMs;
            rightNanos = nanos.getAsLong();
        }
    }

    /// What the clock shows now is right.
    synchronized void confirm() {
        knownAheadMs = aheadMs;
        rightMs = wall.millis();
        rightNanos = nanos.getAsLong();
    }
}

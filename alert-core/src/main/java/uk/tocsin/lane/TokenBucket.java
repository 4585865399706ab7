package uk.tocsin.lane;

import java.time.Duration;

/// The rate of a lane: what may still be sent now. Time is monotonic, in nanoseconds. Not for sharing between
/// threads.
///
/// Filled a little below the quota and never deeper than a tenth of a second of it, so that no minute sees more
/// than 1 % over the quota even where writes follow their grants with some jitter, and 95 % of it is used.
final class TokenBucket {
    private static final double FILL = 0.995;
    private static final double DEPTH_SECONDS = 0.1;
    private static final double SLOWED = 0.5;
    private static final double RECOVERY_PER_SECOND = 0.1;
    private static final double NANOS = 1e9;

    private double perSecond;
    private double depth;
    private double tokens;
    private double factor = 1;
    private long atNanos;
    private long pausedUntilNanos;
    private boolean paused;

    TokenBucket(double perSecond, long nowNanos) {
        this.perSecond = perSecond * FILL;
        this.depth = Math.max(1, perSecond * DEPTH_SECONDS);
        this.tokens = depth;
        this.atNanos = nowNanos;
    }

    void quota(double quota, long nowNanos) {
        refill(nowNanos);
        perSecond = quota * FILL;
        depth = Math.max(1, quota * DEPTH_SECONDS);
        tokens = Math.min(tokens, depth);
    }

    double perSecond() {
        return perSecond;
    }

    /// Whole tokens there are now.
    int available(long nowNanos) {
        refill(nowNanos);
        return paused ? 0 : (int) tokens;
    }

    private void refill(long nowNanos) {
        if (paused && nowNanos - pausedUntilNanos >= 0) {
            paused = false;
            atNanos = pausedUntilNanos;
        }
        double seconds = (nowNanos - atNanos) / NANOS;
        if (paused || seconds <= 0) {
            return;
        }
        factor = Math.min(1, factor + seconds * RECOVERY_PER_SECOND);
        tokens = Math.min(depth, tokens + seconds * perSecond * factor);
        atNanos = nowNanos;
    }

    void take(int count) {
        tokens -= count;
    }

    void giveBack(int count) {
        tokens = Math.min(depth, tokens + count);
    }

    /// The provider said that we are too fast: nothing until then, and half the rate at first.
    void pause(long nowNanos, Duration retryAfter) {
        refill(nowNanos);
        long until = nowNanos + retryAfter.toNanos();
        if (!paused || until - pausedUntilNanos > 0) {
            pausedUntilNanos = until;
        }
        if (!paused) {
            factor *= SLOWED;
        }
        paused = true;
        tokens = 0;
    }

    /// Nanoseconds until there are so many tokens.
    long nanosTo(int count, long nowNanos) {
        refill(nowNanos);
        if (paused) {
            return pausedUntilNanos - nowNanos;
        }
        return tokens >= count ? 0 : (long) Math.ceil((count - tokens) / (perSecond * factor) * NANOS);
    }
}

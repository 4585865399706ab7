package uk.tocsin.lane;

/// How much one permit may carry: less after permits that ended before everything under them was written, more
/// again after those that did not. Permits that were granted together end together, so one halves the limit and
/// the others of its time say nothing new. Time is monotonic, in nanoseconds. Not for sharing between threads.
final class BatchLimit {
    /// So many in a row, each granted after the one before it was known to have ended, and the lane is late.
    private static final int LATE = 3;

    private final int most;
    private int limit;
    private int inRow;
    private long changedNanos;

    BatchLimit(int most, long nowNanos) {
        this.most = most;
        this.limit = most;
        this.changedNanos = nowNanos;
    }

    /// The most that a permit may carry now.
    int limit() {
        return limit;
    }

    /// A permit of that size ended before everything under it was written.
    void ended(int size, long grantedNanos, long nowNanos) {
        if (grantedNanos - changedNanos >= 0) {
            limit = Math.max(1, Math.min(limit, size) / 2);
            changedNanos = nowNanos;
            inRow++;
        }
    }

    /// Everything under a permit was written, or not for a reason of its own.
    void held(long grantedNanos) {
        if (grantedNanos - changedNanos >= 0) {
            limit = (int) Math.min(most, 2L * limit);
            inRow = 0;
        }
    }

    boolean late() {
        return inRow >= LATE;
    }
}

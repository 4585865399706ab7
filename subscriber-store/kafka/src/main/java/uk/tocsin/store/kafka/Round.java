package uk.tocsin.store.kafka;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The appends of one log that are on their way together. There is one round of a log at a time: what comes
/// meanwhile waits for the next, so that nothing overtakes what failed.
final class Round {
    private final int log;
    private final List<Append> appends;

    /// One for each record, and one for the sending thread.
    private final AtomicInteger open;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Round(int log, List<Append> appends) {
        this.log = log;
        this.appends = appends;
        this.open = new AtomicInteger(
                1 + appends.stream().mapToInt(append -> append.records().size()).sum());
    }

    int log() {
        return log;
    }

    List<Append> appends() {
        return appends;
    }

    /// Something of it failed: the first reason is kept.
    void failed(Throwable reason) {
        failure.compareAndSet(null, reason);
    }

    /// Why something of it failed; null while nothing has.
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /// So many are settled. Whether that was all.
    boolean settled(int count) {
        return open.addAndGet(-count) == 0;
    }
}

package uk.tocsin.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A follower for tests: keeps what it is given and checks that positions follow one another, and that calls do
/// not overlap.
public final class Recorder implements Journal.Follower {
    private final List<byte[]> seen = new ArrayList<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final long from;
    private final AtomicBoolean inside = new AtomicBoolean();

    /// A follower from this position on.
    public Recorder(long from) {
        this.from = from;
    }

    @Override
    public void records(long firstPosition, List<byte[]> records) {
        boolean alone = inside.compareAndSet(false, true);
        synchronized (this) {
            if (!alone || records.isEmpty() || firstPosition != from + seen.size()) {
                failure.complete(new AssertionError("overlap, nothing, or a gap at " + firstPosition));
            }
            seen.addAll(records);
            notifyAll();
        }
        inside.set(false);
    }

    @Override
    public void failed(Throwable reason) {
        failure.complete(reason);
        synchronized (this) {
            notifyAll();
        }
    }

    /// What arrived so far.
    public synchronized List<byte[]> seen() {
        return List.copyOf(seen);
    }

    /// What arrived, once there are so many; fails after 20 s, or when following failed.
    public synchronized List<byte[]> await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (seen.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || failure.isDone()) {
                throw new AssertionError("saw " + seen.size() + " of " + count + " records; " + failure);
            }
            wait(left);
        }
        return List.copyOf(seen);
    }

    /// Why following ended.
    public Throwable awaitFailure() {
        return failure.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// Whether it has been told of a failure.
    public boolean failed() {
        return failure.isDone();
    }
}

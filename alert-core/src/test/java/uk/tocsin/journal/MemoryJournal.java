package uk.tocsin.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// A [Journal] in memory, for tests: as durable as [#reopened] pretends. One lock; appends complete at once on
/// the caller's thread.
public final class MemoryJournal implements Journal {
    private static final int BATCH = 512;

    /// What would be on disk.
    private static final class Log {
        private final List<byte[]> records = new ArrayList<>();
        private final List<Follow> followers = new ArrayList<>();
        private long floor;

        long end() {
            return floor + records.size();
        }
    }

    private final List<Log> logs = new ArrayList<>();
    private boolean closed;
    private boolean full;

    /// With empty logs.
    public MemoryJournal() {
        for (int log = 0; log < LOGS; log++) {
            logs.add(new Log());
        }
    }

    /// Another journal with what this one acknowledged; this one is closed.
    public MemoryJournal reopened() {
        close();
        MemoryJournal next = new MemoryJournal();
        for (int log = 0; log < LOGS; log++) {
            next.logs.get(log).floor = logs.get(log).floor;
            next.logs.get(log).records.addAll(logs.get(log).records);
        }
        return next;
    }

    /// Pretends that the disk is full, or that it has room again.
    public synchronized void full(boolean isFull) {
        full = isFull;
    }

    private Log log(int log) {
        if (log < 0 || log >= LOGS) {
            throw new IllegalArgumentException("there is no log " + log);
        }
        return logs.get(log);
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        Log target = log(log);
        long bytes = records.stream().mapToLong(data -> data.length).sum();
        if (records.isEmpty() || bytes > MAX_APPEND_BYTES) {
            throw new IllegalArgumentException("an append has " + records.size() + " records, " + bytes + " bytes");
        }
        long first;
        List<Follow> wake;
        synchronized (this) {
            if (closed || full) {
                return CompletableFuture.failedFuture(new JournalException(
                        closed ? JournalException.Kind.CLOSED : JournalException.Kind.FULL, "append to log " + log));
            }
            first = target.end();
            target.records.addAll(records);
            wake = List.copyOf(target.followers);
        }
        wake.forEach(Follow::wake);
        return CompletableFuture.completedFuture(Appended.from(first, records.size()));
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        Log target = log(log);
        if (from < 0) {
            throw new IllegalArgumentException("log " + log + " has no position " + from);
        }
        Follow follow = new Follow(log, from, executor, follower);
        synchronized (this) {
            if (closed) {
                throw new JournalException(JournalException.Kind.CLOSED, "log " + log + ": follow: closed");
            }
            target.followers.add(follow);
        }
        follow.wake();
        return follow;
    }

    @Override
    public synchronized CompletionStage<Long> end(int log) {
        return CompletableFuture.completedFuture(log(log).end());
    }

    @Override
    public synchronized CompletionStage<Void> deleteBelow(int log, long position) {
        Log target = log(log);
        if (log == CONTROL || position < 0) {
            throw new IllegalArgumentException("log " + log + " may not be deleted below " + position);
        }
        if (position > target.end()) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("log " + log + " may not be deleted below " + position));
        }
        if (position > target.floor) {
            target.records.subList(0, (int) (position - target.floor)).clear();
            target.floor = position;
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> beginAt(int log, long position) {
        Log target = log(log);
        if (log == CONTROL || position < 0) {
            throw new IllegalArgumentException("log " + log + " may not begin at " + position);
        }
        if (target.end() > 0) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("log " + log + " holds something"));
        }
        target.floor = position;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized boolean writable() {
        return !full && !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        logs.forEach(log -> List.copyOf(log.followers).forEach(Follow::close));
    }

    private final class Follow implements Following {
        private final int number;
        private final Log log;
        private final Executor executor;
        private final Follower follower;
        private long next;
        private boolean busy;
        private boolean ended;

        Follow(int number, long from, Executor executor, Follower follower) {
            this.number = number;
            this.log = logs.get(number);
            this.next = from;
            this.executor = executor;
            this.follower = follower;
        }

        void wake() {
            synchronized (MemoryJournal.this) {
                if (busy || ended) {
                    return;
                }
                busy = true;
            }
            turn();
        }

        private void turn() {
            try {
                executor.execute(this::step);
            } catch (RejectedExecutionException _) {
                close();
            }
        }

        private void step() {
            long position;
            List<byte[]> batch;
            boolean outside;
            synchronized (MemoryJournal.this) {
                if (ended) {
                    return;
                }
                position = next;
                outside = position < log.floor || position > log.end();
                int index = (int) (position - log.floor);
                batch = outside
                        ? List.of()
                        : List.copyOf(log.records.subList(index, Math.min(log.records.size(), index + BATCH)));
                next += batch.size();
                busy = !batch.isEmpty();
            }
            if (outside) {
                fail(new IllegalStateException("log " + number + " does not have position " + position));
            } else if (!batch.isEmpty()) {
                deliver(position, batch);
            }
        }

        private void deliver(long position, List<byte[]> batch) {
            try {
                follower.records(position, batch);
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            turn();
        }

        private void fail(Throwable reason) {
            close();
            follower.failed(reason);
        }

        @Override
        public void close() {
            synchronized (MemoryJournal.this) {
                ended = true;
                log.followers.remove(this);
            }
        }
    }
}

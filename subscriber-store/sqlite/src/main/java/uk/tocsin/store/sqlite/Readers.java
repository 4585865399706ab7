package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few reading connections, each on a thread of its own, and bounded queues of reads before them. A small read never
/// waits for large ones where a thread is kept for small ones; the others serve large ones only when no small one
/// waits.
final class Readers implements AutoCloseable {
    /// Reads of one size that may wait; what comes on top is refused.
    static final int MAX_READS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    /// A read; it ends its own transaction.
    @FunctionalInterface
    interface Read<T> {
        T from(Session session) throws SQLException;
    }

    /// How much a read is.
    enum Size {
        /// A few rows: somebody waits for them.
        SMALL,
        /// A batch.
        LARGE;

        private static final int FEW_ROWS = 16;

        static Size of(int rows) {
            return rows <= FEW_ROWS ? SMALL : LARGE;
        }
    }

    private record Job<T>(String name, Read<T> read, CompletableFuture<T> stage, long madeNanos) {}

    private final String name;
    private final Trouble.Failures failures;
    private final StoreListener listener;
    private final Queue<Job<?>> small = new ArrayDeque<>();
    private final Queue<Job<?>> large = new ArrayDeque<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closing;

    /// @param reserves whether one of the threads serves small reads alone
    Readers(String name, Path file, int count, boolean reserves, StoreSettings settings, Trouble.Failures failures)
            throws SQLException {
        this.name = name;
        this.failures = failures;
        this.listener = settings.listener();
        try {
            for (int i = 0; i < count; i++) {
                sessions.add(Session.forReading(file, settings.cacheBytes() / 4));
            }
        } catch (SQLException e) {
            closeSessions();
            throw e;
        }
        for (int i = 0; i < count; i++) {
            Session session = sessions.get(i);
            boolean smallOnly = reserves && i == 0 && count > 1;
            threads.add(
                    Thread.ofPlatform().name("tocsin-" + name + "-reader-" + i).start(() -> loop(session, smallOnly)));
        }
    }

    /// Reads on one of the threads, on which the stage completes.
    <T> CompletableFuture<T> read(String operation, Size size, Read<T> read) {
        Job<T> job = new Job<>(operation, read, new CompletableFuture<>(), System.nanoTime());
        synchronized (this) {
            if (closing) {
                return refuse(job, Trouble.CLOSED, "closed");
            }
            Queue<Job<?>> queue = size == Size.SMALL ? small : large;
            if (queue.size() >= MAX_READS) {
                return refuse(job, Trouble.BUSY, MAX_READS + " reads are waiting already");
            }
            queue.add(job);
            notifyAll();
        }
        return job.stage();
    }

    private <T> CompletableFuture<T> refuse(Job<T> job, Trouble trouble, String why) {
        job.stage().completeExceptionally(failures.of(trouble, name + ": " + job.name() + ": " + why, null));
        return job.stage();
    }

    private void loop(Session session, boolean smallOnly) {
        for (Job<?> job = next(smallOnly); job != null; job = next(smallOnly)) {
            run(session, job);
        }
    }

    /// The next read; null at the end, when none waits. The end is not cut short by an interruption.
    private synchronized @Nullable Job<?> next(boolean smallOnly) {
        boolean interrupted = false;
        Job<?> job = poll(smallOnly);
        while (job == null && !closing) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
            job = poll(smallOnly);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return job;
    }

    private @Nullable Job<?> poll(boolean smallOnly) {
        Job<?> job = small.poll();
        return job == null && !smallOnly ? large.poll() : job;
    }

    private <T> void run(Session session, Job<T> job) {
        T result;
        long began = System.nanoTime();
        try {
            result = job.read().from(session);
            listener.read(name, began - job.madeNanos(), System.nanoTime() - began);
        } catch (SQLException e) {
            job.stage()
                    .completeExceptionally(
                            failures.of(Trouble.FAILED, name + ": " + job.name() + ": cannot be read", e));
            return;
        } catch (RuntimeException e) {
            job.stage().completeExceptionally(e);
            return;
        }
        job.stage().complete(result);
    }

    private void closeSessions() {
        for (Session session : sessions) {
            try {
                session.close();
            } catch (SQLException e) {
                LOG.warn("{}: a reading connection did not close in order", name, e);
            }
        }
    }

    /// Finishes what waits, and ends the threads.
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            notifyAll();
        }
        threads.forEach(Threads::join);
        closeSessions();
    }
}

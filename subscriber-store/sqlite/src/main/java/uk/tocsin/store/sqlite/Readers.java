package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few reading connections, each on a thread of its own, and one bounded queue of reads before them.
final class Readers implements AutoCloseable {
    /// Reads that may wait; what comes on top is refused.
    static final int MAX_READS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    /// A read; it ends its own transaction.
    @FunctionalInterface
    interface Read<T> {
        T from(Session session) throws SQLException;
    }

    private record Job<T>(String name, Read<T> read, CompletableFuture<T> stage) {}

    private final String name;
    private final Trouble.Failures failures;
    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(MAX_READS);
    private final Job<Boolean> last;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closing;

    Readers(String name, Path file, int count, long cacheBytes, Trouble.Failures failures) throws SQLException {
        this.name = name;
        this.failures = failures;
        this.last = new Job<>("close", session -> true, new CompletableFuture<>());
        try {
            for (int i = 0; i < count; i++) {
                sessions.add(Session.forReading(file, cacheBytes));
            }
        } catch (SQLException e) {
            closeSessions();
            throw e;
        }
        for (int i = 0; i < count; i++) {
            Session session = sessions.get(i);
            threads.add(
                    Thread.ofPlatform().name("tocsin-" + name + "-reader-" + i).start(() -> loop(session)));
        }
    }

    /// Reads on one of the threads, on which the stage completes.
    <T> CompletableFuture<T> read(String operation, Read<T> read) {
        Job<T> job = new Job<>(operation, read, new CompletableFuture<>());
        synchronized (this) {
            if (closing) {
                return refuse(job, Trouble.CLOSED, "closed");
            }
            if (!queue.offer(job)) {
                return refuse(job, Trouble.BUSY, MAX_READS + " reads are waiting already");
            }
        }
        return job.stage();
    }

    private <T> CompletableFuture<T> refuse(Job<T> job, Trouble trouble, String why) {
        job.stage().completeExceptionally(failures.of(trouble, name + ": " + job.name() + ": " + why, null));
        return job.stage();
    }

    private void loop(Session session) {
        boolean interrupted = false;
        while (true) {
            try {
                Job<?> job = queue.take();
                if (job.equals(last)) {
                    // The next thread ends by it too.
                    queue.put(job);
                    break;
                }
                run(session, job);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void run(Session session, Job<T> job) {
        T result;
        try {
            result = job.read().from(session);
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
        }
        Threads.put(queue, last);
        threads.forEach(Threads::join);
        closeSessions();
    }
}

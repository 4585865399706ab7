package uk.tocsin.channel.kit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Virtual threads for blocking SDK code, never more than a limit and with no queue before them: a task that
/// finds no thread is refused. The limit is the lane's most in flight. Its methods may be called from any
/// thread and return at once, except [#awaitIdle].
public final class BoundedVirtualThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedVirtualThreads.class);

    private final String name;
    private final int limit;
    private final Semaphore places;
    private final ThreadFactory threads;
    private final LongAdder started = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean closed;

    /// @param name names the threads: `name-0`, `name-1` …
    /// @param limit tasks at one time
    public BoundedVirtualThreads(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + ": a limit of " + limit + " threads is less than 1");
        }
        this.name = name;
        this.limit = limit;
        places = new Semaphore(limit);
        threads = Thread.ofVirtual().name(name + "-", 0).factory();
    }

    /// Runs the task on a thread of its own, or refuses it.
    ///
    /// @return false if all threads are taken or it is closed; the task then never runs
    public boolean tryRun(Runnable task) {
        if (closed || !places.tryAcquire()) {
            refused.increment();
            return false;
        }
        started.increment();
        threads.newThread(() -> run(task)).start();
        return true;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a task failed", name, e);
        } finally {
            places.release();
        }
    }

    /// Tasks running now.
    public int running() {
        return limit - places.availablePermits();
    }

    /// Tasks started so far.
    public long started() {
        return started.sum();
    }

    /// Tasks refused so far.
    public long refused() {
        return refused.sum();
    }

    /// Waits until no task runs.
    ///
    /// @return false if some still run after the limit
    public boolean awaitIdle(Duration longest) throws InterruptedException {
        if (!places.tryAcquire(limit, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        places.release(limit);
        return true;
    }

    /// Refuses every task from now on; those that run are left to end.
    @Override
    public void close() {
        closed = true;
    }
}

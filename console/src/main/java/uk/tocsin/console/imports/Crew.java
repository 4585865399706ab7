package uk.tocsin.console.imports;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that read and seal a list: one a core, with a bounded queue; what does not fit into it the asking thread
/// does itself.
public final class Crew implements AutoCloseable {
    private static final int WAITING = 1024;

    private final ThreadPoolExecutor threads;

    /// So many threads.
    public Crew(int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().name("tocsin-lists").daemon().unstarted(task),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /// Runs what it is given.
    public java.util.concurrent.Executor threads() {
        return threads;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

package uk.tocsin.store.redis;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads on which stages complete and sinks are called, so that whoever is slow does not hold up the wire.
/// Bounded: there are never more answers than [Outstanding] questions.
final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int THREADS = 3;

    private final ThreadPoolExecutor pool;

    Answers(String name, int capacity) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(capacity),
                work -> Thread.ofPlatform()
                        .name("tocsin-redis-" + name + "-answers-" + number.getAndIncrement())
                        .uncaughtExceptionHandler((_, e) -> LOG.error("An answer could not be given", e))
                        .unstarted(work));
    }

    void run(Runnable work) {
        pool.execute(work);
    }

    /// Gives what was answered already, and ends the threads.
    @Override
    public void close() {
        pool.shutdown();
    }
}

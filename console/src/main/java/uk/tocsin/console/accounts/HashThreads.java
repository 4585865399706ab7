package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The two threads that hash passwords, away from the event loops. At most 32 passwords wait: with 50 ms each the last
/// of them waits under a second, and more than that at once is no rush of officers. Futures complete on these threads;
/// one beyond the bound fails with a RejectedExecutionException at once.
final class HashThreads implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 32;

    private final ThreadPoolExecutor threads;
    private final AccountMeters meters;

    HashThreads(AccountMeters meters) {
        this.meters = meters;
        ArrayBlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                queue,
                task -> Thread.ofPlatform().name("tocsin-passwords").daemon().unstarted(task));
        meters.waiting(queue);
    }

    <T> Future<T> run(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        try {
            threads.execute(() -> compute(work, done));
        } catch (RejectedExecutionException e) {
            meters.busy();
            done.fail(e);
        }
        return done.future();
    }

    private <T> void compute(Supplier<T> work, Promise<T> done) {
        T result;
        try {
            result = meters.hash().record(work);
        } catch (RuntimeException e) {
            done.fail(e);
            return;
        }
        done.complete(result);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

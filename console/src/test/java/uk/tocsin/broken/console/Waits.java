package uk.tocsin.broken.console;

import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// Breaks a rule of the house on purpose.
final class Waits {
    private Waits() {}

    static void all(CompletableFuture<String> future, Future<String> vertx, CountDownLatch latch, Thread thread)
            throws InterruptedException, ExecutionException {
        future.join();
        future.get();
        vertx.await();
        latch.await();
        thread.join();
    }
}

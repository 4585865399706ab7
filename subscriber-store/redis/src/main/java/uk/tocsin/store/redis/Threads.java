package uk.tocsin.store.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waiting, on threads that may: those of this package, and whoever opens or closes a store. An interruption does not
/// cut it short, and is kept.
final class Threads {
    private Threads() {}

    /// The value of a stage, which never takes longer than its commands may.
    static <T> T await(CompletableFuture<T> stage) {
        try {
            return stage.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Waits until a thread has ended. A thread does not wait for itself.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

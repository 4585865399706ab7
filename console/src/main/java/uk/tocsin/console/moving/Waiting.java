package uk.tocsin.console.moving;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Waiting for a stage on a plain thread, with the exception that it failed with.
final class Waiting {
    /// For one call of a port, a whole snapshot included.
    static final long SECONDS = 120;

    private Waiting() {}

    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture()
                    .copy()
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException known) {
                throw known;
            }
            throw new CopyException("a store did not answer within " + SECONDS + " s", e);
        }
    }
}

package uk.tocsin.store.sqlite;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Stages made of stages that fail with the very exception, not with a CompletionException around it.
final class Stages {
    private Stages() {}

    static <T, R> CompletableFuture<R> map(CompletionStage<T> stage, Function<T, R> function) {
        CompletableFuture<R> mapped = new CompletableFuture<>();
        stage.whenComplete((value, error) -> {
            if (error != null) {
                mapped.completeExceptionally(unwrap(error));
                return;
            }
            try {
                mapped.complete(function.apply(value));
            } catch (RuntimeException e) {
                mapped.completeExceptionally(e);
            }
        });
        return mapped;
    }

    static CompletableFuture<Void> done(CompletionStage<?> stage) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stage.whenComplete((_, error) -> {
            if (error != null) {
                done.completeExceptionally(unwrap(error));
            } else {
                done.complete(null);
            }
        });
        return done;
    }

    static Throwable unwrap(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }
}

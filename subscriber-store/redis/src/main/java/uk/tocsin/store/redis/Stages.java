package uk.tocsin.store.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /// Hears the end of a stage.
    static <T> void when(CompletionStage<T> stage, BiConsumer<? super T, ? super @Nullable Throwable> ended) {
        stage.whenComplete(ended);
    }

    static <T, R> CompletableFuture<R> then(CompletionStage<T> stage, Function<T, CompletionStage<R>> function) {
        CompletableFuture<R> next = new CompletableFuture<>();
        when(map(stage, function), (second, error) -> {
            if (error != null) {
                next.completeExceptionally(error);
            } else {
                settle(next, second);
            }
        });
        return next;
    }

    /// Ends a stage as another ends.
    static <T> void settle(CompletableFuture<T> stage, CompletionStage<T> as) {
        when(as, (value, error) -> {
            if (error != null) {
                stage.completeExceptionally(unwrap(error));
            } else {
                stage.complete(value);
            }
        });
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

package uk.tocsin.journal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Waiting for stages in tests.
public final class Waiting {
    private Waiting() {}

    /// The value of a stage, at most 30 s from now; a failure comes as a CompletionException.
    public static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /// Why a stage of a journal or of snapshots failed; the very exception, not one around it.
    public static JournalException.Kind refusal(CompletionStage<?> stage) {
        Optional<Throwable> error = get(stage.handle((_, thrown) -> Optional.ofNullable(thrown)));
        if (error.isPresent() && error.get() instanceof JournalException refusal) {
            return refusal.kind();
        }
        throw new AssertionError("not refused by the journal: " + error);
    }
}

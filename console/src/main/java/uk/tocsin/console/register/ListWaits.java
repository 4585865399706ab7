package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Waiting, for those who read lists: on a plain thread, and not for ever.
final class ListWaits {
    private static final long PATIENCE_SECONDS = 300;

    private ListWaits() {}

    static <T> T of(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /// Waits for what may have failed, and is told elsewhere.
    static void ended(CompletionStage<?> stage) {
        of(stage.handle((_, _) -> true));
    }

    static void all(List<? extends Future<?>> all) {
        of(Future.all(all).toCompletionStage());
    }
}

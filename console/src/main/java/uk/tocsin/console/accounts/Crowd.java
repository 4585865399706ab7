package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// How many attempts may be under way at once: those that hash and those that wait for it or for their turn. One more
/// is turned away at once, as busy. Any thread.
final class Crowd {
    private static final int MOST = 34;

    private final AtomicInteger inside = new AtomicInteger();
    private final AccountMeters meters;

    Crowd(AccountMeters meters) {
        this.meters = meters;
    }

    /// Does an attempt, unless there are too many; `busy` then.
    <T> Future<T> let(T busy, Supplier<Future<T>> attempt) {
        if (inside.incrementAndGet() > MOST) {
            inside.decrementAndGet();
            meters.busy();
            return Future.succeededFuture(busy);
        }
        Future<T> under;
        try {
            under = attempt.get();
        } catch (RuntimeException e) {
            under = Future.failedFuture(e);
        }
        return under.onComplete(_ -> inside.decrementAndGet())
                .recover(failure -> failure instanceof RejectedExecutionException
                        ? Future.succeededFuture(busy)
                        : Future.failedFuture(failure));
    }
}

package uk.tocsin.console.pages;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/// Heavy reckoning, away from the event loops. Any thread.
public final class Away {
    private Away() {}

    /// Completes with what was worked out on one of the few threads that work is for.
    public static <T> Future<T> work(Vertx vertx, Supplier<T> work) {
        return vertx.executeBlocking(() -> Objects.requireNonNull(work.get()), false)
                .map(result -> Objects.requireNonNull(result));
    }

    /// The same in two parts, each on a thread of its own, and their sum.
    public static <T> Future<T> work(Vertx vertx, Supplier<T> one, Supplier<T> other, BinaryOperator<T> sum) {
        return Future.all(work(vertx, one), work(vertx, other))
                .map(both -> sum.apply(both.<T>resultAt(0), both.<T>resultAt(1)));
    }
}

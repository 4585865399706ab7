package uk.tocsin.console.register;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// Lets work on one subscriber (or member of staff, or session) begin only when the work before it has ended, so that
/// nobody's change is written over. Any thread.
public final class Turns {
    private final ConcurrentMap<Integer, Future<?>> last = new ConcurrentHashMap<>();

    /// Does the work when the turn of `ordinal`, any number, comes; completes with its result.
    public <T> Future<T> next(int ordinal, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        Future<T> mine = done.future();
        Future<?> before = last.put(ordinal, mine);
        mine.onComplete(_ -> last.remove(ordinal, mine));
        if (before == null) {
            begin(work, done);
        } else {
            before.onComplete(_ -> begin(work, done));
        }
        return mine;
    }

    private static <T> void begin(Supplier<Future<T>> work, Promise<T> done) {
        try {
            work.get().onComplete(done);
        } catch (RuntimeException e) {
            done.fail(e);
        }
    }

    /// Subscribers whose work has not ended.
    int waiting() {
        return last.size();
    }
}

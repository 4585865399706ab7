package uk.tocsin.console.register;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// Lets work on one thing (a subscriber, a member of staff, a session, a pad) begin only when the work before it has
/// ended, so that nobody's change is written over. Any thread.
///
/// @param <K> what things are told apart by
public final class Turns<K> {
    private final ConcurrentMap<K, Future<?>> last = new ConcurrentHashMap<>();

    /// Does the work when the turn of `key` comes; completes with its result.
    public <T> Future<T> next(K key, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        Future<T> mine = done.future();
        Future<?> before = last.put(key, mine);
        mine.onComplete(_ -> last.remove(key, mine));
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

    /// Things whose work has not ended.
    int waiting() {
        return last.size();
    }
}

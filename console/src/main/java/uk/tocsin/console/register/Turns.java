package uk.tocsin.console.register;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import uk.tocsin.register.Register;

/// Lets work on one thing (a subscriber, a member of staff, a session, a pad) begin only when the work before it has
/// ended, so that nobody's change is written over: in this node in the order of asking, and then when no other node
/// works on it ([Register#hold]). Any thread.
///
/// @param <K> what things are told apart by
public final class Turns<K> {
    private final ConcurrentMap<K, Future<?>> last = new ConcurrentHashMap<>();
    private final Register register;
    private final String kind;

    /// @param register what the nodes share
    /// @param kind of the things, such as `person`
    public Turns(Register register, String kind) {
        this.register = register;
        this.kind = kind;
    }

    /// Does the work when the turn of `key` comes; completes with its result.
    public <T> Future<T> next(K key, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        Future<T> mine = done.future();
        Future<?> before = last.put(key, mine);
        mine.onComplete(_ -> last.remove(key, mine));
        if (before == null) {
            begin(key, work, done);
        } else {
            before.onComplete(_ -> begin(key, work, done));
        }
        return mine;
    }

    private <T> void begin(K key, Supplier<Future<T>> work, Promise<T> done) {
        Future.fromCompletionStage(register.hold(kind + ":" + key))
                .compose(held -> work(work).onComplete(_ -> held.run()))
                .onComplete(done);
    }

    private static <T> Future<T> work(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /// Things whose work has not ended.
    int waiting() {
        return last.size();
    }
}

package uk.tocsin.console.edge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done after its request was answered, so that neither the answer nor its time tells what the work
/// found. Bounded: what does not fit is refused before it is answered. Any thread; the work begins on a context of
/// its own.
final class Errands {
    /// Waiting and being done. At some hundred a second they are done within ten seconds.
    static final int MOST = 2_000;

    private static final int AT_ONCE = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final Context context;
    private final Queue<Supplier<? extends Future<?>>> waiting = new ArrayDeque<>();
    private int running;

    Errands(Vertx vertx) {
        this.context = vertx.getOrCreateContext();
    }

    /// Takes work on; false when there is too much of it.
    synchronized boolean take(Supplier<? extends Future<?>> work) {
        if (running + waiting.size() >= MOST) {
            return false;
        }
        waiting.add(work);
        next();
        return true;
    }

    private synchronized void next() {
        if (running < AT_ONCE && !waiting.isEmpty()) {
            Supplier<? extends Future<?>> work = waiting.remove();
            running++;
            context.runOnContext(_ -> begin(work));
        }
    }

    private void begin(Supplier<? extends Future<?>> work) {
        Future<?> done;
        try {
            done = work.get();
        } catch (RuntimeException e) {
            done = Future.failedFuture(e);
        }
        done.onComplete(result -> {
            if (result.failed()) {
                LOG.error("edge: what somebody asked for on a page could not be done", result.cause());
            }
            ended();
        });
    }

    private synchronized void ended() {
        running--;
        next();
    }

    /// How much waits or is being done.
    synchronized int pending() {
        return running + waiting.size();
    }
}

package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Measures how late event loops are, all the time: on each of them a timer of 50 ms, again and again. What
/// makes it late is a long turn, a pause of the JVM, or a core that others have. Any thread.
final class LoopWatch {
    private static final long EVERY_MS = 50;

    private final Vertx vertx;
    private final LongSupplier nanos;
    private final EngineMeters meters;

    LoopWatch(Vertx vertx, LongSupplier nanos, EngineMeters meters) {
        this.vertx = vertx;
        this.nanos = nanos;
        this.meters = meters;
    }

    /// Watches the loops of these contexts until the engine is closed.
    void watch(List<Context> contexts) {
        contexts.forEach(context -> context.runOnContext(_ -> look()));
    }

    private void look() {
        long due = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(EVERY_MS);
        vertx.setTimer(EVERY_MS, _ -> {
            meters.late(Math.max(0, nanos.getAsLong() - due));
            look();
        });
    }
}

package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// Something to be done on a context in a while, once however often it is asked for until then. On that context.
final class Later {
    private final Vertx vertx;
    private final Context context;
    private final long afterMs;
    private final Runnable task;
    private boolean asked;

    Later(Vertx vertx, Context context, long afterMs, Runnable task) {
        this.vertx = vertx;
        this.context = context;
        this.afterMs = afterMs;
        this.task = task;
    }

    void ask() {
        if (!asked) {
            asked = true;
            vertx.setTimer(
                    afterMs,
                    _ -> context.runOnContext(_ -> {
                        asked = false;
                        task.run();
                    }));
        }
    }
}

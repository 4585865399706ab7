package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/// Wakes a context at the earliest of the times it was set to. On that context, except [#stop].
final class Alarm {
    private static final long UNSET = -1;
    /// A clock that is set meanwhile is looked at again after this time.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Vertx vertx;
    private final Context context;
    private final InstantSource clock;
    private final Runnable task;
    private long timer = UNSET;
    private long timerAtMs = Long.MAX_VALUE;

    Alarm(Vertx vertx, Context context, InstantSource clock, Runnable task) {
        this.vertx = vertx;
        this.context = context;
        this.clock = clock;
        this.task = task;
    }

    /// @param dueMs in milliseconds since the epoch; `Long.MAX_VALUE` for never
    void set(long dueMs) {
        if (dueMs < timerAtMs) {
            stop();
            timerAtMs = dueMs;
            long delay = Math.clamp(dueMs - clock.millis(), 1, LONGEST.toMillis());
            timer = vertx.setTimer(
                    delay,
                    _ -> context.runOnContext(_ -> {
                        timer = UNSET;
                        timerAtMs = Long.MAX_VALUE;
                        task.run();
                    }));
        }
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}

package uk.tocsin.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import uk.tocsin.register.RegisterException;

/// What one node at a time holds: a key that expires, set by whoever finds none. Who finds one asks again a little
/// later, until it must have ended. Any thread.
final class Leases {
    private static final int LEAST_MS = 5;
    private static final int MOST_MS = 25;
    /// In lengths of a lease.
    private static final int PATIENCE = 2;

    private final Link link;
    private final Keys keys;
    private final Duration length;

    /// @param length how long a lease lasts that is not given back
    Leases(Link link, Keys keys, Duration length) {
        this.link = link;
        this.keys = keys;
        this.length = length;
    }

    /// Completes, when nobody else holds it, with what gives it back.
    CompletionStage<Runnable> hold(String what) {
        byte[] key = keys.lease(what);
        byte[] holder = Commands.ascii(UUID.randomUUID().toString());
        long until = System.nanoTime() + length.multipliedBy(PATIENCE).toNanos();
        return Stages.map(ask(key, holder, until), _ -> () -> free(key, holder));
    }

    private CompletableFuture<Boolean> ask(byte[] key, byte[] holder, long until) {
        Commands.Call call = new Commands.Call(List.of(key), List.of(holder, Commands.ascii(length.toMillis())));
        return Stages.then(link.run("lease", Script.HOLD, call), reply -> {
            if (reply.getFirst() instanceof Long taken && taken == 1) {
                return CompletableFuture.completedFuture(true);
            }
            if (System.nanoTime() - until > 0) {
                return CompletableFuture.failedFuture(
                        new RegisterException("lease: other nodes hold it one after the other; ask again later"));
            }
            return Stages.then(CompletableFuture.runAsync(() -> {}, later()), _ -> ask(key, holder, until));
        });
    }

    private static Executor later() {
        return CompletableFuture.delayedExecutor(
                ThreadLocalRandom.current().nextInt(LEAST_MS, MOST_MS), TimeUnit.MILLISECONDS);
    }

    /// Nobody waits for it: what could not be freed ends by itself.
    private void free(byte[] key, byte[] holder) {
        Commands.Call call = new Commands.Call(List.of(key), List.of(holder));
        Stages.when(link.run("lease", Script.FREE, call), (_, _) -> {});
    }
}

package uk.tocsin.engine;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The contexts an engine runs on, spread over the event loops. Vert.x gives every context that one thread asks
/// for the same event loop; a deployed verticle gets the next one. Any thread.
final class Contexts {
    private final Vertx vertx;
    private final List<Context> all;
    private final String deployment;

    private Contexts(Vertx vertx, List<Context> all, String deployment) {
        this.vertx = vertx;
        this.all = all;
        this.deployment = deployment;
    }

    private static final class Seat extends VerticleBase {
        private final List<Context> seats;
        private final Handler<Throwable> unexpected;

        Seat(List<Context> seats, Handler<Throwable> unexpected) {
            this.seats = seats;
            this.unexpected = unexpected;
        }

        @Override
        public Future<?> start() {
            context.exceptionHandler(unexpected);
            seats.add(context);
            return Future.succeededFuture();
        }
    }

    /// Makes so many.
    ///
    /// @param unexpected told what was thrown on one of them and nobody caught: its state may be half changed
    static Future<Contexts> make(Vertx vertx, int count, Handler<Throwable> unexpected) {
        List<Context> seats = new CopyOnWriteArrayList<>();
        return vertx.deployVerticle(() -> new Seat(seats, unexpected), new DeploymentOptions().setInstances(count))
                .map(deployment -> new Contexts(vertx, List.copyOf(seats), deployment));
    }

    Context get(int index) {
        return all.get(index);
    }

    /// One on each event loop, of so many event loops.
    List<Context> loops(int count) {
        return all.subList(0, count);
    }

    /// Gives them up.
    Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    /// The same result, completed on a context.
    static <T extends @Nullable Object> Future<T> on(Context context, Future<T> future) {
        Promise<T> there = Promise.promise();
        future.onComplete((AsyncResult<T> result) -> context.runOnContext(_ -> there.handle(result)));
        return there.future();
    }
}

package uk.tocsin.console.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import uk.tocsin.console.Installation;

/// Liveness, readiness and metrics: for machines inside, without a token, without a figure about any alert or
/// person.
final class HealthRoutes {
    private final Installation house;

    HealthRoutes(Installation house) {
        this.house = house;
    }

    void mount(ApiServer server) {
        server.open("/health/live", context -> answer(context, 200, "alive"));
        server.open("/health/ready", this::ready);
        server.open(
                "/metrics",
                context -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(house.meters().scrape()));
    }

    private void ready(RoutingContext context) {
        house.engine()
                .ready()
                .onSuccess(ready -> answer(context, ready ? 200 : 503, ready ? "ready" : "not ready"))
                .onFailure(_ -> answer(context, 503, "not ready"));
    }

    private static void answer(RoutingContext context, int status, String word) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("status", word).encode());
    }
}

package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
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
        server.open("/health/live", context -> answer(context, 200, new JsonObject().put("status", "alive")));
        server.open("/health/ready", this::ready);
        server.open(
                "/metrics",
                context -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(house.meters().scrape()));
    }

    /// With a word for each reason why not, and no figure.
    private void ready(RoutingContext context) {
        ApiServer.then(context, house.engine().unready(), asked -> {
            boolean ready = asked.succeeded() && asked.result().isEmpty();
            JsonArray reasons = new JsonArray();
            if (asked.succeeded()) {
                asked.result().forEach(why -> reasons.add(why.word()));
            }
            JsonObject body = new JsonObject().put("status", ready ? "ready" : "not ready");
            answer(context, ready ? 200 : 503, ready ? body : body.put("reasons", reasons));
        });
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}

package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.Role;
import uk.tocsin.model.Digest;

/// Holding messages: written and approved beforehand, released within seconds.
final class HoldingRoutes {
    private final Installation house;
    private final Acts acts;
    private final Releases releases;

    HoldingRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.releases = new Releases(house, acts);
    }

    void mount(ApiServer server) {
        String all = "/api/v1/holding-messages";
        Role[] either = {Role.OFFICER, Role.APPROVER};
        server.route(HttpMethod.GET, all, 200, (_, _) -> list(), either);
        server.route(HttpMethod.PUT, all + "/{key}", 200, this::save, Role.OFFICER);
        server.route(HttpMethod.POST, all + "/{key}/approve", 200, this::approve, Role.APPROVER);
        server.route(HttpMethod.POST, all + "/{key}/withdraw", 200, this::withdraw, either);
        server.route(HttpMethod.POST, all + "/{key}/release", 201, this::release, Role.OFFICER);
    }

    private Future<?> list() {
        return house.engine().control(ControlState::holdingMessages).map(found -> {
            JsonArray rows = new JsonArray();
            found.forEach(view -> rows.add(HoldingJson.write(view)));
            return new JsonObject().put("holdingMessages", rows);
        });
    }

    private Future<?> save(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        return house.engine()
                .control(state -> state.holdingMessage(key)
                        .map(view -> view.latest().version() + 1)
                        .orElse(1))
                .compose(next -> {
                    HoldingMessage message = HoldingJson.read(ApiServer.body(context), house.taxonomy(), key, next);
                    return done(context, caller, h -> new Act.HoldingSaved(h, message));
                });
    }

    private Future<?> approve(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        Fields in = new Fields(ApiServer.body(context));
        in.needs("version");
        int version = in.count("version", 0);
        if (version < 1) {
            in.wrong("version", "is not a number from 1");
        }
        Digest digest = Parameters.digest(in);
        return done(context, caller, h -> new Act.HoldingApproved(h, key, version, digest));
    }

    private Future<?> withdraw(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        String reason = AlertRoutes.reason(context);
        return done(context, caller, h -> new Act.HoldingWithdrawn(h, key, reason));
    }

    private Future<?> done(RoutingContext context, Caller caller, Function<ActHeader, Act> act) {
        return acts.submit(acts.header(caller, context.request()), act).map(Acts.Done::json);
    }

    private Future<?> release(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        Fields in = new Fields(ApiServer.body(context));
        in.needs("version");
        in.needs("area");
        int version = in.count("version", 0);
        if (version < 1) {
            in.wrong("version", "is not a number from 1");
        }
        Releases.Asked asked =
                new Releases.Asked(key, version, in.needed("place").strip(), in.count("area", 0));
        in.finish();
        return releases.release(acts.header(caller, context.request()), asked).map(Acts.Done::json);
    }
}

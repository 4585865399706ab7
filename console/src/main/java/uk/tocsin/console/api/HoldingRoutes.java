package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Keys;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingRules;
import uk.tocsin.control.HoldingView;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.codec.AlertCodec;

/// Holding messages: written and approved beforehand, released within seconds.
final class HoldingRoutes {
    /// So often a release is tried when other alerts are begun at the same moment, which takes its number away.
    private static final int TRIES = 5;

    private final Installation house;
    private final Acts acts;

    HoldingRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
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

    // ---- the release

    /// What the officer asks for.
    private record Asked(String key, int version, String place, int area) {}

    private Future<?> release(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        Fields in = new Fields(ApiServer.body(context));
        in.needs("version");
        in.needs("area");
        int version = in.count("version", 0);
        if (version < 1) {
            in.wrong("version", "is not a number from 1");
        }
        Asked asked = new Asked(key, version, in.needed("place").strip(), in.count("area", 0));
        in.finish();
        return release(acts.header(caller, context.request()), asked, TRIES).map(Acts.Done::json);
    }

    private Future<Acts.Done> release(ActHeader header, Asked asked, int tries) {
        return house.engine()
                .control(state -> new Standing(
                        state.holdingMessage(asked.key()).flatMap(v -> releasable(v, header, asked)),
                        state.firstFreeAlert()))
                .compose(standing -> acts.submit(header, h -> act(h, asked, standing)))
                .recover(failure -> taken(failure) && tries > 1
                        ? release(acts.further(header), asked, tries - 1)
                        : Future.failedFuture(failure));
    }

    private static boolean taken(Throwable failure) {
        return failure instanceof Problem problem && problem.code().equals(Reason.NUMBER.word());
    }

    private record Standing(Optional<HoldingMessage> message, int number) {}

    /// What can be filled in; the rest is recorded, and rejected with words.
    private static Optional<HoldingMessage> releasable(HoldingView view, ActHeader header, Asked asked) {
        return HoldingRules.placeFault(asked.place()).isPresent()
                ? Optional.empty()
                : view.releasable(header.time())
                        .filter(m -> m.version() == asked.version())
                        .filter(m -> asked.area() < m.areas().size());
    }

    private long count(Alert alert) {
        try {
            return house.engine().count(alert.audience());
        } catch (AudienceException e) {
            throw new Problem(422, Reason.CONTENT.word(), "content.audience: " + e.getMessage());
        }
    }

    private Act act(ActHeader header, Asked asked, Standing standing) {
        Optional<Alert> filled = standing.message().map(m -> m.fill(asked.place(), asked.area(), header.time()));
        long matched = filled.map(this::count).orElse(0L);
        Keys.Signing key = house.keys().approval();
        String signature = filled.map(
                        a -> ApprovalSignature.sign(key.secret(), key.id(), AlertCodec.digest(a), standing.number(), 1))
                .orElse("");
        return new Act.HoldingReleased(
                header,
                asked.key(),
                asked.version(),
                asked.place(),
                asked.area(),
                matched,
                standing.number(),
                signature);
    }
}

package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Keys;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.model.Digest;

/// What one person does for an alert at the moment: breaks the glass, reviews that, moves a schedule; and how far
/// the audience of what is scheduled may drift.
final class OnePersonRoutes {
    private final Installation house;
    private final Acts acts;

    OnePersonRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        String one = "/api/v1/alerts/{alert}";
        server.route(HttpMethod.POST, one + "/break-glass", 200, this::breakGlass, Role.OFFICER);
        server.route(HttpMethod.POST, one + "/review", 200, this::review, Role.APPROVER);
        server.route(HttpMethod.POST, one + "/schedule", 200, this::schedule, Role.APPROVER);
        Role[] readers = {Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR};
        server.route(HttpMethod.GET, "/api/v1/reviews", 200, (_, _) -> reviews(), readers);
        server.route(HttpMethod.GET, "/api/v1/drift", 200, (_, _) -> drift());
        server.route(HttpMethod.PUT, "/api/v1/drift", 200, this::setDrift, Role.ADMINISTRATOR);
    }

    private Future<?> done(RoutingContext context, Caller caller, Function<ActHeader, Act> act) {
        return acts.submit(acts.header(caller, context.request()), act).map(Acts.Done::json);
    }

    private Future<?> breakGlass(RoutingContext context, Caller caller) {
        int number = Parameters.number(context, "alert");
        Fields in = new Fields(ApiServer.body(context));
        String reason = in.needed("reason");
        Digest digest = Parameters.digest(in);
        return acts.find(state -> state.alert(number), "alert " + number).compose(view -> {
            AlertView.Version version = view.versions().getLast();
            long matched = house.engine().count(version.content().audience());
            String signature = signature(view, version, digest, caller);
            return done(
                    context,
                    caller,
                    h -> new Act.GlassBroken(h, number, version.number(), matched, digest, signature, reason));
        });
    }

    /// Nothing is signed that this person could not send: such an act is recorded, and rejected.
    private String signature(AlertView view, AlertView.Version version, Digest digest, Caller caller) {
        boolean right = version.digest().equals(digest) && view.editors().contains(caller.staff());
        Keys.Signing key = house.keys().approval();
        return right ? ApprovalSignature.sign(key.secret(), key.id(), digest, view.number(), version.number()) : "";
    }

    private Future<?> review(RoutingContext context, Caller caller) {
        int number = Parameters.number(context, "alert");
        Fields in = new Fields(ApiServer.body(context));
        in.needs("justified");
        String finding = in.needed("finding");
        Optional<Boolean> justified = in.flag("justified");
        in.finish();
        return done(context, caller, h -> new Act.Reviewed(h, number, finding, justified.orElseThrow()));
    }

    private Future<?> schedule(RoutingContext context, Caller caller) {
        int number = Parameters.number(context, "alert");
        Fields in = new Fields(ApiServer.body(context));
        in.needs("at");
        Optional<Instant> at = in.time("at");
        in.finish();
        return done(context, caller, h -> new Act.ScheduleMoved(h, number, at.orElseThrow()));
    }

    private Future<?> reviews() {
        return house.engine().control(ControlState::reviewsOwed).map(owed -> {
            JsonArray rows = new JsonArray();
            owed.forEach(view -> rows.add(row(view)));
            return new JsonObject().put("reviews", rows);
        });
    }

    private static JsonObject row(AlertView view) {
        AlertView.Approval approval = view.approval().orElseThrow();
        return new JsonObject()
                .put("alert", view.number())
                .put("event", view.content().event())
                .put("by", approval.approver())
                .put("at", approval.time().toString())
                .put("reason", approval.because());
    }

    private Future<?> drift() {
        return house.engine().control(state -> new JsonObject().put("percent", state.driftPercent()));
    }

    private Future<?> setDrift(RoutingContext context, Caller caller) {
        Fields in = new Fields(ApiServer.body(context));
        in.needs("percent");
        int percent = in.count("percent", 0);
        in.finish();
        return acts.change(acts.header(caller, context.request()), h -> new Act.DriftSet(h, percent))
                .map(Acts.Done::reply);
    }
}

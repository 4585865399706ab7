package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;

/// Alerts, from the draft to the withdrawal. Every change is an act of the control log, which judges it.
final class AlertRoutes {
    private final Installation house;
    private final Acts acts;

    AlertRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        Router router = server.router();
        String one = "/api/v1/alerts/:alert";
        router.post("/api/v1/alerts").handler(server.json(201, this::draft));
        router.get("/api/v1/alerts").handler(server.json(200, this::list));
        router.get(one).handler(server.json(200, this::show));
        router.put(one).handler(server.json(200, this::save));
        router.post(one + "/submit").handler(server.json(200, this::submit));
        router.post(one + "/return").handler(server.json(200, reasoned(Act.Returned::new)));
        router.post(one + "/reject").handler(server.json(200, reasoned(Act.Rejected::new)));
        router.post(one + "/approve").handler(server.json(200, this::approve));
        router.post(one + "/cancel").handler(server.json(200, reasoned(Act.Cancelled::new)));
        router.post(one + "/void").handler(server.json(200, reasoned(Act.Voided::new)));
        router.post(one + "/halt").handler(server.json(200, reasoned(Act.Halted::new)));
        router.post(one + "/resume").handler(server.json(200, (c, caller) -> act(c, caller, Act.Resumed::new)));
        router.post(one + "/resend").handler(server.json(201, (c, caller) -> act(c, caller, Act.Resent::new)));
        router.post(one + "/updates").handler(server.json(201, this::update));
        router.post(one + "/steps/:step/stop").handler(server.json(200, this::stopStep));
        router.post("/api/v1/halt").handler(server.json(200, this::haltAll));
        router.post("/api/v1/resume").handler(server.json(200, this::resumeAll));
    }

    static int number(RoutingContext context) {
        return positive(context, "alert");
    }

    private static int positive(RoutingContext context, String name) {
        String text = context.pathParam(name);
        if (text == null || !text.matches("[0-9]{1,9}")) {
            throw Problem.field(name, "is not a number");
        }
        return Integer.parseInt(text);
    }

    private static Future<JsonObject> answer(Future<Acts.Done> done) {
        return done.map(d -> new JsonObject().put("alert", d.alert()).put("position", d.position()));
    }

    // ---- drafts

    private Future<?> draft(RoutingContext context, Caller caller) {
        Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), 0);
        ActHeader header = acts.header(caller, context.request());
        return answer(acts.submit(() -> new Act.VersionSaved(header, 0, content, List.of(caller.staff()))));
    }

    private Future<?> save(RoutingContext context, Caller caller) {
        int number = number(context);
        ActHeader header = acts.header(caller, context.request());
        return view(number).compose(view -> {
            Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), view.parent());
            return answer(acts.submit(() -> new Act.VersionSaved(header, number, content, List.of(caller.staff()))));
        });
    }

    private Future<?> update(RoutingContext context, Caller caller) {
        int number = number(context);
        Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), number);
        ActHeader header = acts.header(caller, context.request());
        return answer(acts.submit(() -> new Act.Updated(header, number, content, List.of(caller.staff()))));
    }

    private Future<?> submit(RoutingContext context, Caller caller) {
        int number = number(context);
        ActHeader header = acts.header(caller, context.request());
        return view(number).compose(view -> {
            int version = view.versions().getLast().number();
            long matched = house.engine().count(view.content().audience());
            return answer(acts.submit(() -> new Act.Submitted(header, number, version, matched)));
        });
    }

    // ---- decisions

    private Future<?> approve(RoutingContext context, Caller caller) {
        int number = number(context);
        Fields in = new Fields(ApiServer.body(context));
        String digest = in.needed("digest");
        Optional<Instant> at = in.time("at");
        if (!digest.matches("[0-9a-f]{64}")) {
            in.wrong("digest", "is not the 64 hexadecimal digits shown with the submitted version");
        }
        in.finish();
        caller.needs(Role.APPROVER);
        ActHeader header = acts.header(caller, context.request());
        Digest agreed = Digest.ofHex(digest);
        return view(number).compose(view -> {
            int version = view.submission()
                    .map(AlertView.Submission::version)
                    .orElse(view.versions().getLast().number());
            String signature = ApprovalSignature.sign(
                    house.keys().approval().secret(), house.keys().approval().id(), agreed, number, version);
            return answer(acts.submit(() -> new Act.Approved(header, number, version, agreed, signature, at)));
        });
    }

    /// An act with a reason.
    @FunctionalInterface
    private interface Reasoned {
        Act of(ActHeader header, int alert, String reason);
    }

    /// An act about an alert and nothing else.
    @FunctionalInterface
    private interface Plain {
        Act of(ActHeader header, int alert);
    }

    private BiFunction<RoutingContext, Caller, Future<?>> reasoned(Reasoned act) {
        return (context, caller) -> {
            String reason = reason(context);
            return act(context, caller, (header, number) -> act.of(header, number, reason));
        };
    }

    private static String reason(RoutingContext context) {
        Fields in = new Fields(ApiServer.body(context));
        String reason = in.needed("reason");
        in.finish();
        return reason;
    }

    private Future<?> act(RoutingContext context, Caller caller, Plain act) {
        int number = number(context);
        ActHeader header = acts.header(caller, context.request());
        return answer(acts.submit(() -> act.of(header, number)));
    }

    private Future<?> stopStep(RoutingContext context, Caller caller) {
        int step = positive(context, "step");
        return act(context, caller, (header, number) -> new Act.StepStopped(header, number, step));
    }

    private Future<?> haltAll(RoutingContext context, Caller caller) {
        String reason = reason(context);
        ActHeader header = acts.header(caller, context.request());
        return answer(acts.submit(() -> new Act.Halted(header, 0, reason)));
    }

    private Future<?> resumeAll(RoutingContext context, Caller caller) {
        ActHeader header = acts.header(caller, context.request());
        return answer(acts.submit(() -> new Act.Resumed(header, 0)));
    }

    // ---- reading

    private Future<AlertView> view(int number) {
        return acts.find(state -> state.alert(number), "alert " + number);
    }

    private Future<?> list(RoutingContext context, Caller caller) {
        Instant now = house.clock().instant();
        return house.engine().control(state -> state.alerts()).map(alerts -> {
            JsonArray rows = new JsonArray();
            alerts.forEach(alert -> rows.add(head(alert, now)));
            return new JsonObject().put("alerts", rows);
        });
    }

    private static JsonObject head(AlertView alert, Instant now) {
        return new JsonObject()
                .put("alert", alert.number())
                .put("status", alert.statusAt(now).word())
                .put("event", alert.content().event())
                .put("severity", alert.content().severity().word())
                .put("mode", alert.content().mode().word())
                .put("expires", alert.content().expires().toString());
    }

    private Future<?> show(RoutingContext context, Caller caller) {
        Instant now = house.clock().instant();
        return view(number(context)).map(alert -> {
            JsonObject json = head(alert, now)
                    .put("version", alert.versions().getLast().number())
                    .put("digest", alert.versions().getLast().digest().hex())
                    .put("editors", new JsonArray(List.copyOf(alert.editors())))
                    .put("halted", alert.halted())
                    .put("settled", alert.settledEverywhere())
                    .put("content", AlertJson.write(alert.content()));
            alert.submission()
                    .ifPresent(s -> json.put(
                            "submitted",
                            new JsonObject()
                                    .put("version", s.version())
                                    .put("by", s.submitter())
                                    .put("matched", s.matched())
                                    .put("at", s.time().toString())));
            alert.approval()
                    .ifPresent(a -> json.put(
                            "approved",
                            new JsonObject()
                                    .put("by", a.approver())
                                    .put("at", a.time().toString())
                                    .put("signature", a.signature())));
            alert.dispatch().ifPresent(d -> json.put("dispatchedAt", d.time().toString()));
            return json;
        });
    }
}

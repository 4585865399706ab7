package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;

/// Alerts, from the draft to the withdrawal. Every change is an act of the control log, which judges it.
final class AlertRoutes {
    private final Installation house;
    private final Acts acts;
    private final Approvals approvals;

    AlertRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.approvals = new Approvals(house, acts);
    }

    void mount(ApiServer server) {
        String one = "/api/v1/alerts/{alert}";
        server.route(HttpMethod.POST, "/api/v1/alerts", 201, this::draft, Role.OFFICER);
        server.route(HttpMethod.PUT, one, 200, this::save, Role.OFFICER);
        server.route(HttpMethod.POST, one + "/submit", 200, this::submit, Role.OFFICER);
        server.route(HttpMethod.POST, one + "/updates", 201, this::update, Role.OFFICER);
        server.route(HttpMethod.POST, one + "/approve", 200, this::approve, Role.APPROVER);
        server.route(HttpMethod.POST, one + "/reject", 200, reasoned(Act.Rejected::new), Role.APPROVER);
        Role[] either = {Role.OFFICER, Role.APPROVER};
        server.route(HttpMethod.POST, one + "/return", 200, reasoned(Act.Returned::new), either);
        server.route(HttpMethod.POST, one + "/cancel", 200, reasoned(Act.Cancelled::new), either);
        server.route(HttpMethod.POST, one + "/void", 200, reasoned(Act.Voided::new), either);
        server.route(HttpMethod.POST, one + "/resend", 201, plain(Act.Resent::new), either);
        server.route(HttpMethod.POST, one + "/resume", 200, plain(Act.Resumed::new), either);
        server.route(HttpMethod.POST, one + "/steps/{step}/stop", 200, this::stopStep, either);
        server.route(HttpMethod.POST, "/api/v1/resume", 200, this::resumeAll, either);
        Role[] stoppers = {Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR};
        server.route(HttpMethod.POST, one + "/halt", 200, reasoned(Act.Halted::new), stoppers);
        server.route(HttpMethod.POST, "/api/v1/halt", 200, this::haltAll, stoppers);
    }

    private static int number(RoutingContext context) {
        return Parameters.number(context, "alert");
    }

    private Future<?> done(RoutingContext context, Caller caller, Function<ActHeader, Act> act) {
        return acts.submit(acts.header(caller, context.request()), act).map(Acts.Done::json);
    }

    // ---- drafts

    private Future<?> draft(RoutingContext context, Caller caller) {
        Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), 0);
        return done(context, caller, h -> new Act.VersionSaved(h, 0, content, List.of(caller.staff())));
    }

    private Future<?> save(RoutingContext context, Caller caller) {
        int number = number(context);
        return view(number).compose(view -> {
            Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), view.parent());
            return done(context, caller, h -> new Act.VersionSaved(h, number, content, List.of(caller.staff())));
        });
    }

    private Future<?> update(RoutingContext context, Caller caller) {
        int number = number(context);
        Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), number);
        return done(context, caller, h -> new Act.Updated(h, number, content, List.of(caller.staff())));
    }

    private Future<?> submit(RoutingContext context, Caller caller) {
        int number = number(context);
        nothing(context);
        return view(number).compose(view -> {
            int version = view.versions().getLast().number();
            long matched = house.engine().count(view.content().audience());
            return done(context, caller, h -> new Act.Submitted(h, number, version, matched));
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
        return approvals
                .approve(acts.header(caller, context.request()), number, Digest.ofHex(digest), at)
                .map(Acts.Done::json);
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

    private Work reasoned(Reasoned act) {
        return (context, caller) -> {
            int number = number(context);
            String reason = reason(context);
            return done(context, caller, header -> act.of(header, number, reason));
        };
    }

    private Work plain(Plain act) {
        return (context, caller) -> {
            int number = number(context);
            nothing(context);
            return done(context, caller, header -> act.of(header, number));
        };
    }

    /// The reason given in a body that holds nothing else.
    static String reason(RoutingContext context) {
        Fields in = new Fields(ApiServer.body(context));
        String reason = in.needed("reason");
        in.finish();
        return reason;
    }

    /// Refuses a body where none is asked for.
    private static void nothing(RoutingContext context) {
        new Fields(ApiServer.body(context)).finish();
    }

    private Future<?> stopStep(RoutingContext context, Caller caller) {
        int number = number(context);
        int step = Parameters.number(context, "step");
        nothing(context);
        return done(context, caller, header -> new Act.StepStopped(header, number, step));
    }

    private Future<?> haltAll(RoutingContext context, Caller caller) {
        String reason = reason(context);
        return done(context, caller, header -> new Act.Halted(header, 0, reason));
    }

    private Future<?> resumeAll(RoutingContext context, Caller caller) {
        nothing(context);
        return done(context, caller, header -> new Act.Resumed(header, 0));
    }

    private Future<AlertView> view(int number) {
        return acts.find(state -> state.alert(number), "alert " + number);
    }
}

package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;

/// Alerts as they stand: all of them by pages, and one.
final class AlertViews {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 500;

    private final Installation house;
    private final Acts acts;

    AlertViews(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        Role[] readers = {Role.OFFICER, Role.APPROVER, Role.ANALYST};
        server.route(HttpMethod.GET, "/api/v1/alerts", 200, this::list, readers);
        server.route(HttpMethod.GET, "/api/v1/alerts/{alert}", 200, this::show, readers);
    }

    private Future<?> list(RoutingContext context, Caller caller) {
        Instant now = house.clock().instant();
        long before = Parameters.number(context, "before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        int limit = (int) Parameters.number(context, "limit", PAGE, 1, MAX_PAGE);
        Optional<AlertStatus> status = Parameters.asked(context, "status", AlertStatus.class);
        return house.engine()
                .control(state -> state.alerts().stream()
                        .filter(alert -> alert.number() < before)
                        .filter(alert -> status.isEmpty() || alert.statusAt(now) == status.get())
                        .limit(limit + 1L)
                        .toList())
                .map(found -> page(found, limit, now));
    }

    private static JsonObject page(List<AlertView> found, int limit, Instant now) {
        JsonArray rows = new JsonArray();
        found.stream().limit(limit).forEach(alert -> rows.add(head(alert, now)));
        JsonObject page = new JsonObject().put("alerts", rows);
        return found.size() > limit ? page.put("before", found.get(limit - 1).number()) : page;
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
        int number = Parameters.number(context, "alert");
        return acts.find(state -> state.alert(number), "alert " + number).map(alert -> {
            JsonObject json = head(alert, now)
                    .put("relation", alert.relation().word())
                    .put("children", new JsonArray(List.copyOf(alert.children())))
                    .put("version", alert.versions().getLast().number())
                    .put("digest", alert.versions().getLast().digest().hex())
                    .put("editors", new JsonArray(List.copyOf(alert.editors())))
                    .put("halted", alert.halted())
                    .put("stoppedSteps", new JsonArray(List.copyOf(alert.stoppedSteps())))
                    .put("settled", alert.settledEverywhere())
                    .put("reviewOwed", alert.reviewOwed())
                    .put("content", AlertJson.write(alert.content()));
            if (alert.parent() != 0) {
                json.put("parent", alert.parent());
            }
            if (!alert.reason().isEmpty()) {
                json.put("reason", alert.reason());
            }
            return steps(alert, json);
        });
    }

    private static JsonObject steps(AlertView alert, JsonObject json) {
        alert.submission()
                .ifPresent(s -> json.put(
                        "submitted",
                        new JsonObject()
                                .put("version", s.version())
                                .put("by", s.submitter())
                                .put("matched", s.matched())
                                .put("paged", new JsonArray(alert.paged()))
                                .put("at", s.time().toString())));
        alert.approval().ifPresent(a -> {
            JsonObject approved = new JsonObject()
                    .put("version", a.version())
                    .put("by", a.approver())
                    .put("at", a.time().toString())
                    .put("signature", a.signature())
                    .put("basis", a.basis().word());
            if (!a.because().isEmpty()) {
                approved.put("because", a.because());
            }
            a.at().ifPresent(at -> approved.put("dispatchAt", at.toString()));
            json.put("approved", approved);
        });
        alert.drift()
                .ifPresent(d -> json.put(
                        "drift",
                        new JsonObject()
                                .put("submitted", d.submitted())
                                .put("counted", d.counted())
                                .put("at", d.time().toString())));
        alert.review()
                .ifPresent(r -> json.put(
                        "review",
                        new JsonObject()
                                .put("by", r.reviewer())
                                .put("at", r.time().toString())
                                .put("finding", r.finding())
                                .put("justified", r.justified())));
        alert.dispatch().ifPresent(d -> json.put("dispatchedAt", d.time().toString()));
        return json;
    }
}

package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.console.Installation;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// Questions: how many an audience means, and whom an alert reached. Not for those who only analyse: what they are
/// shown holds small figures back, which answers to free questions cannot.
final class QueryRoutes {
    private static final String CHOICES =
            Arrays.stream(Dimension.values()).map(Dimension::word).collect(Collectors.joining(", "));

    private static final Set<AlertStatus> IN_FORCE = EnumSet.of(AlertStatus.DISPATCHED, AlertStatus.CLOSED);

    private final Installation house;
    private final Acts acts;

    QueryRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        Role[] readers = {Role.OFFICER, Role.APPROVER};
        server.route(HttpMethod.POST, "/api/v1/audiences/count", 200, this::count, readers);
        server.route(HttpMethod.POST, "/api/v1/audiences/explain", 200, this::explain, readers);
        server.route(HttpMethod.GET, "/api/v1/alerts/{alert}/forecast", 200, this::forecast, readers);
        server.route(HttpMethod.GET, "/api/v1/alerts/{alert}/reach", 200, this::reach, readers);
        server.route(HttpMethod.GET, "/api/v1/halt", 200, (_, _) -> stopped(), readers);
    }

    private AudienceQuery query(RoutingContext context) {
        Fields in = new Fields(ApiServer.body(context));
        Audience audience = AlertJson.audience(in, house.taxonomy());
        in.finish();
        return AudienceQuery.compile(audience, house.taxonomy());
    }

    private Future<?> count(RoutingContext context, Caller caller) {
        long count = query(context).count(house.engine().segments());
        return Future.succeededFuture(new JsonObject().put("count", count));
    }

    private Future<?> explain(RoutingContext context, Caller caller) {
        return Future.succeededFuture(tree(query(context).explain(house.engine().segments())));
    }

    private static JsonObject tree(AudienceQuery.Explanation node) {
        JsonArray parts = new JsonArray();
        node.parts().forEach(part -> parts.add(tree(part)));
        JsonObject json = new JsonObject().put("audience", node.text()).put("count", node.count());
        return parts.isEmpty() ? json : json.put("parts", parts);
    }

    private Future<?> reach(RoutingContext context, Caller caller) {
        int number = Parameters.number(context, "alert");
        List<Dimension> by = dimensions(context.queryParam("by"));
        return acts.find(state -> state.alert(number), "alert " + number)
                .compose(alert -> house.engine()
                        .ledgers(number)
                        .compose(ledgers -> house.vertx()
                                .executeBlocking(() -> ReachJson.write(alert, ledgers, by, house.taxonomy()), false)));
    }

    private Future<?> forecast(RoutingContext context, Caller caller) {
        int number = Parameters.number(context, "alert");
        return acts.find(state -> state.alert(number), "alert " + number)
                .compose(view -> house.vertx()
                        .executeBlocking(
                                () -> ForecastJson.write(
                                        view.content(),
                                        house.engine().forecast(view.content()),
                                        house.links(),
                                        house.settings().sms().price()),
                                false));
    }

    /// What a halt of everything has stopped, of every alert that is not over.
    private Future<?> stopped() {
        Instant now = house.clock().instant();
        return house.engine().control(state -> inForce(state, now)).compose(alerts -> {
            List<Future<JsonObject>> rows = alerts.stream()
                    .map(alert -> house.engine()
                            .ledgers(alert.number())
                            .map(ledgers -> ReachJson.stopped(alert.number(), alert.halted(), ledgers)))
                    .toList();
            return Future.all(rows)
                    .compose(all -> house.engine()
                            .control(ControlState::isHalted)
                            .map(halted ->
                                    new JsonObject().put("halted", halted).put("alerts", new JsonArray(all.list()))));
        });
    }

    /// The alerts that were dispatched and still hold, whether anything of them is left to do or not.
    private static List<AlertView> inForce(ControlState state, Instant now) {
        return state.alerts().stream()
                .filter(alert -> IN_FORCE.contains(alert.statusAt(now))
                        && now.isBefore(alert.content().expires()))
                .toList();
    }

    /// The dimensions in `by=region,size`.
    public static List<Dimension> dimensions(List<String> words) {
        List<Dimension> found = new ArrayList<>();
        for (String list : words) {
            for (String word : list.split(",", -1)) {
                found.add(Dimension.ofWord(word.strip())
                        .orElseThrow(() -> Problem.field("by", "is not a list of dimensions: " + CHOICES)));
            }
        }
        return found.stream().distinct().toList();
    }
}

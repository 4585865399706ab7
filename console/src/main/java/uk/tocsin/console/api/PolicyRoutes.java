package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.Shift;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;

/// Policy: channels and what their providers grant, who is on call, and the templates that drafts start from.
final class PolicyRoutes {
    private final Installation house;
    private final Acts acts;

    PolicyRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        Role admin = Role.ADMINISTRATOR;
        server.route(HttpMethod.GET, "/api/v1/channels", 200, (_, _) -> channels());
        server.route(HttpMethod.PUT, "/api/v1/channels/{channel}/quota", 200, this::quota, admin);
        server.route(HttpMethod.POST, "/api/v1/channels/{channel}/open", 200, (c, by) -> open(c, by, true), admin);
        server.route(HttpMethod.POST, "/api/v1/channels/{channel}/close", 200, (c, by) -> open(c, by, false), admin);
        server.route(HttpMethod.GET, "/api/v1/on-call", 200, (_, _) -> onCall());
        server.route(HttpMethod.PUT, "/api/v1/on-call", 200, this::setOnCall, admin, Role.APPROVER);
        Role[] writers = {Role.OFFICER, admin};
        server.route(HttpMethod.GET, "/api/v1/templates", 200, (_, _) -> templates(), writers);
        server.route(HttpMethod.PUT, "/api/v1/templates/{key}", 200, this::saveTemplate, writers);
        server.route(HttpMethod.DELETE, "/api/v1/templates/{key}", 200, this::withdrawTemplate, writers);
    }

    private Future<?> done(RoutingContext context, Caller caller, Function<ActHeader, Act> act) {
        return acts.submit(acts.header(caller, context.request()), act).map(Acts.Done::json);
    }

    private Future<?> change(RoutingContext context, Caller caller, Function<ActHeader, Act.Privileged> act) {
        return acts.change(acts.header(caller, context.request()), act).map(Acts.Done::reply);
    }

    // ---- channels

    private Future<?> channels() {
        return house.engine().control(PolicyRoutes::channels);
    }

    private static JsonObject channels(ControlState state) {
        JsonArray rows = new JsonArray();
        for (ChannelKind channel : ChannelKind.values()) {
            JsonObject row = new JsonObject().put("channel", channel.word()).put("open", state.isOpen(channel));
            state.quotaPerMinute(channel).ifPresent(quota -> row.put("perMinute", quota));
            rows.add(row);
        }
        return new JsonObject().put("channels", rows).put("halted", state.isHalted());
    }

    private static ChannelKind channel(RoutingContext context) {
        return Parameters.word(context, "channel", ChannelKind.class);
    }

    private Future<?> quota(RoutingContext context, Caller caller) {
        ChannelKind channel = channel(context);
        Fields in = new Fields(ApiServer.body(context));
        int perMinute = in.count("perMinute", 0);
        if (perMinute < 1) {
            in.wrong("perMinute", "is not a number from 1");
        }
        in.finish();
        return change(context, caller, h -> new Act.QuotaSet(h, channel, perMinute));
    }

    private Future<?> open(RoutingContext context, Caller caller, boolean open) {
        ChannelKind channel = channel(context);
        new Fields(ApiServer.body(context)).finish();
        return change(context, caller, h -> new Act.ChannelSet(h, channel, open));
    }

    // ---- on call

    private Future<?> onCall() {
        Instant now = house.clock().instant();
        return house.engine().control(state -> {
            JsonArray shifts = new JsonArray();
            state.rota().forEach(shift -> shifts.add(write(shift)));
            return new JsonObject()
                    .put("staff", new JsonArray(List.copyOf(state.onCall(now))))
                    .put("shifts", shifts);
        });
    }

    private static JsonObject write(Shift shift) {
        JsonObject json = new JsonObject().put("staff", shift.staff());
        shift.from().ifPresent(time -> json.put("from", time.toString()));
        shift.until().ifPresent(time -> json.put("until", time.toString()));
        return json;
    }

    /// The rota as shifts, or the staff of one that always holds.
    private Future<?> setOnCall(RoutingContext context, Caller caller) {
        Fields in = new Fields(ApiServer.body(context));
        boolean dated = in.has("shifts");
        if (!dated) {
            in.needs("staff");
        }
        List<Shift> shifts = dated
                ? in.objects("shifts", (f, _) -> shift(f))
                : in.counts("staff").stream().map(Shift::new).toList();
        in.finish();
        return done(context, caller, h -> new Act.OnCallSet(h, shifts));
    }

    private static Shift shift(Fields in) {
        in.needs("staff");
        int staff = in.count("staff", 1);
        if (staff < 1) {
            in.wrong("staff", "is not a number from 1");
        }
        Optional<Instant> from = in.time("from");
        Optional<Instant> until = in.time("until");
        boolean backwards = from.isPresent() && until.isPresent() && !from.get().isBefore(until.get());
        if (backwards) {
            in.wrong("until", "is not after from");
        }
        return backwards || staff < 1 ? new Shift(1) : new Shift(staff, from, until);
    }

    // ---- templates

    private Future<?> templates() {
        return house.engine().control(ControlState::templates).map(found -> {
            JsonArray rows = new JsonArray();
            new TreeMap<>(found)
                    .forEach((key, content) ->
                            rows.add(new JsonObject().put("key", key).put("content", AlertJson.write(content))));
            return new JsonObject().put("templates", rows);
        });
    }

    private Future<?> saveTemplate(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        Alert content = AlertJson.read(ApiServer.body(context), house.taxonomy(), 0);
        return done(context, caller, h -> new Act.TemplateSaved(h, key, Optional.of(content)));
    }

    private Future<?> withdrawTemplate(RoutingContext context, Caller caller) {
        String key = Parameters.key(context);
        return done(context, caller, h -> new Act.TemplateSaved(h, key, Optional.empty()));
    }
}

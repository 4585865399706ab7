package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Role;
import uk.tocsin.control.Verdict;

/// The audit log: who did what and when, and what came of it, without the words of alerts.
final class AuditRoutes {
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1000;
    private static final long LAST = Integer.MAX_VALUE;

    private final Installation house;
    private final AuditLog audit;

    AuditRoutes(Installation house, AuditLog audit) {
        this.house = house;
        this.audit = audit;
    }

    void mount(ApiServer server) {
        server.route(HttpMethod.GET, "/api/v1/audit", 200, this::read, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, "/api/v1/audit/checkpoint", 200, (_, _) -> checkpoint(), Role.ADMINISTRATOR);
    }

    /// An act without its content.
    private record Entry(long position, String act, JsonObject about, ActHeader header) {
        static Entry of(long position, Act act) {
            return new Entry(position, act.getClass().getSimpleName(), ActJson.about(act), act.header());
        }
    }

    private Future<?> read(RoutingContext context, Caller caller) {
        long from = Parameters.number(context, "from", 0, 0, LAST);
        int limit = (int) Parameters.number(context, "limit", PAGE, 1, MAX_PAGE);
        return audit.read(from, limit, Entry::of)
                .compose(entries -> house.engine().control(state -> page(from, entries, state)));
    }

    private static JsonObject page(long from, List<Entry> entries, ControlState state) {
        JsonArray rows = new JsonArray();
        entries.forEach(entry -> rows.add(row(entry, state)));
        return head(state).put("acts", rows).put("next", from + entries.size());
    }

    private static JsonObject row(Entry entry, ControlState state) {
        ActHeader header = entry.header();
        return new JsonObject()
                .put("position", entry.position())
                .put("act", entry.act())
                .put("about", entry.about())
                .put("actor", header.actor())
                .put("time", header.time().toString())
                .put("verdict", verdict(entry, state.answered(header.actId())));
    }

    private static String verdict(Entry entry, Optional<Verdict.Repeated> answer) {
        if (answer.isEmpty() || answer.get().position() != entry.position()) {
            return "repeated";
        }
        return answer.get().rejected().map(Reason::word).orElse("accepted");
    }

    private static JsonObject head(ControlState state) {
        return new JsonObject()
                .put("end", state.next())
                .put("hash", state.head().hex())
                .put("checkpoint", state.lastCheckpoint());
    }

    private Future<?> checkpoint() {
        return house.engine().checkpoint().compose(_ -> house.engine().control(AuditRoutes::head));
    }
}

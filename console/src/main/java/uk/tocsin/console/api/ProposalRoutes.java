package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.Proposal;
import uk.tocsin.control.Role;

/// Changes that wait for a second administrator.
final class ProposalRoutes {
    private final Installation house;
    private final Acts acts;

    ProposalRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        String one = "/api/v1/proposals/{proposal}";
        server.route(HttpMethod.GET, "/api/v1/proposals", 200, (_, _) -> list(), Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/agree", 200, this::agree, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/decline", 200, this::decline, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, "/api/v1/staff/{staff}/enrolment", 200, this::enrolment, Role.ADMINISTRATOR);
    }

    private Future<?> list() {
        Instant now = house.clock().instant();
        return house.engine().control(state -> state.proposals(now)).map(open -> {
            JsonArray rows = new JsonArray();
            open.forEach(proposal -> rows.add(row(proposal)));
            return new JsonObject().put("proposals", rows);
        });
    }

    private static JsonObject row(Proposal proposal) {
        return new JsonObject()
                .put("proposal", proposal.number())
                .put("by", proposal.proposer())
                .put("at", proposal.change().header().time().toString())
                .put("ends", proposal.ends().toString())
                .put("act", proposal.change().getClass().getSimpleName())
                .put("about", ActJson.about(proposal.change()));
    }

    private Future<?> agree(RoutingContext context, Caller caller) {
        long number = Parameters.number(context, "proposal");
        return done(context, caller, h -> new Act.Agreed(h, number));
    }

    private Future<?> decline(RoutingContext context, Caller caller) {
        long number = Parameters.number(context, "proposal");
        return done(context, caller, h -> new Act.Declined(h, number));
    }

    private Future<?> done(RoutingContext context, Caller caller, Function<ActHeader, Act> act) {
        new Fields(ApiServer.body(context)).finish();
        return acts.submit(acts.header(caller, context.request()), act).map(Acts.Done::json);
    }

    private Future<?> enrolment(RoutingContext context, Caller caller) {
        int staff = Parameters.number(context, "staff");
        new Fields(ApiServer.body(context)).finish();
        return acts.change(acts.header(caller, context.request()), h -> new Act.EnrolmentOpened(h, staff))
                .map(Acts.Done::reply);
    }
}

package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Staff;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;
import uk.tocsin.model.Endpoint;

/// Members of staff, their roles and their tokens.
final class StaffRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(StaffRoutes.class);
    private static final int NO_SLOT = -1;

    private final Installation house;
    private final Acts acts;

    StaffRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    void mount(ApiServer server) {
        String one = "/api/v1/staff/{staff}";
        server.route(HttpMethod.GET, "/api/v1/staff/me", 200, (_, caller) -> me(caller));
        server.route(HttpMethod.GET, "/api/v1/staff", 200, (_, _) -> list(), Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, "/api/v1/staff", 201, this::add, Role.ADMINISTRATOR);
        server.route(HttpMethod.PUT, one, 200, this::set, Role.ADMINISTRATOR);
        server.route(HttpMethod.PUT, one + "/endpoints", 200, this::endpoints, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/tokens", 201, this::issue);
        server.route(HttpMethod.DELETE, one + "/tokens/{token}", 200, this::revoke);
    }

    private static Future<?> me(Caller caller) {
        return Future.succeededFuture(
                new JsonObject().put("staff", caller.staff()).put("roles", words(caller.roles())));
    }

    private static JsonArray words(Collection<Role> roles) {
        JsonArray words = new JsonArray();
        roles.stream().sorted().forEach(role -> words.add(role.word()));
        return words;
    }

    private Future<?> list() {
        return house.engine().control(state -> state.staff()).map(members -> {
            JsonArray rows = new JsonArray();
            members.forEach(member -> rows.add(
                    row(member.staff(), member.active(), member.roles()).put("enrolling", member.enrolling())));
            return new JsonObject().put("staff", rows);
        });
    }

    private static JsonObject row(int staff, boolean active, Collection<Role> roles) {
        return new JsonObject().put("staff", staff).put("active", active).put("roles", words(roles));
    }

    private Future<?> add(RoutingContext context, Caller caller) {
        Fields in = new Fields(ApiServer.body(context));
        int staff = in.count("staff", 0);
        if (staff < 1) {
            in.wrong("staff", "is not a number from 1");
        }
        Set<Role> roles = roles(in);
        in.finish();
        ActHeader header = acts.header(caller, context.request());
        return set(header, staff, true, roles).compose(proposals -> {
            if (!proposals.isEmpty()) {
                return Future.succeededFuture(proposed(proposals));
            }
            ActHeader last = acts.further(acts.further(header));
            return enrolled(last, staff)
                    .map(token -> token(caller, staff, token).put("roles", words(roles)));
        });
    }

    /// A token for somebody whose enrolment is open, which is then over.
    private Future<String> enrolled(ActHeader header, int staff) {
        return acts.submit(header, h -> new Act.Enrolled(h, staff))
                .compose(done -> done.repeated()
                        ? Future.failedFuture(new Problem(
                                409, Reason.STALE.word(), "the token was shown when it was first asked for"))
                        : house.staff().issue(staff));
    }

    private static Reply proposed(List<Long> proposals) {
        JsonObject json = new JsonObject().put("proposal", proposals.getFirst());
        return new Reply(202, proposals.size() > 1 ? json.put("proposals", new JsonArray(proposals)) : json);
    }

    private static Set<Role> roles(Fields in) {
        List<Role> roles = in.words("roles", Role.class);
        if (roles.isEmpty()) {
            in.wrong("roles", "names no role");
            return Set.of();
        }
        return EnumSet.copyOf(roles);
    }

    private Future<?> set(RoutingContext context, Caller caller) {
        int staff = Parameters.number(context, "staff");
        Fields in = new Fields(ApiServer.body(context));
        in.needs("active");
        Optional<Boolean> active = in.flag("active");
        Set<Role> roles = roles(in);
        in.finish();
        ActHeader header = acts.header(caller, context.request());
        boolean works = active.orElseThrow();
        return acts.find(state -> state.staff(staff), "member of staff " + staff)
                .compose(_ -> set(header, staff, works, roles))
                .map(proposals -> proposals.isEmpty() ? row(staff, works, roles) : proposed(proposals));
    }

    /// Sets both; completes with the proposals that have to be agreed to first, in their order.
    private Future<List<Long>> set(ActHeader header, int staff, boolean active, Set<Role> roles) {
        return house.engine().control(state -> state.staff(staff)).compose(known -> {
            int slot = known.map(StaffView::ordinal).orElse(NO_SLOT);
            boolean same = known.map(member -> member.roles().equals(roles)).orElse(false);
            return acts.change(header, h -> new Act.UserSet(h, staff, slot, active))
                    .compose(user -> same
                            ? Future.succeededFuture(proposals(user))
                            : acts.change(acts.further(header), h -> new Act.RolesSet(h, staff, roles))
                                    .map(role -> proposals(user, role)));
        });
    }

    private static List<Long> proposals(Acts.Done... done) {
        return Arrays.stream(done)
                .filter(Acts.Done::proposed)
                .map(Acts.Done::position)
                .toList();
    }

    /// Where a member of staff is paged; whoever has nowhere is passed over. The addresses are kept in the register,
    /// sealed, and are never shown again.
    private Future<?> endpoints(RoutingContext context, Caller caller) {
        int staff = Parameters.number(context, "staff");
        Fields in = new Fields(ApiServer.body(context));
        List<Organisation.Address> addresses = in.objects("endpoints", (f, _) -> OrganisationJson.address(f));
        if (addresses.size() > Endpoint.MAX) {
            in.wrong("endpoints", "has " + addresses.size() + "; " + Endpoint.MAX + " are allowed");
        }
        in.finish();
        ActHeader header = acts.header(caller, context.request());
        return acts.find(state -> state.staff(staff), "member of staff " + staff)
                .compose(member -> house.registrar()
                        .staff(member.ordinal(), addresses)
                        .compose(ordinal -> acts.submit(
                                header,
                                h -> new Act.UserSet(
                                        h, staff, addresses.isEmpty() ? NO_SLOT : ordinal, member.active()))))
                .map(_ -> new JsonObject().put("staff", staff).put("endpoints", addresses.size()));
    }

    /// Everybody issues tokens for themselves; an administrator for others only once, when their enrolment is open.
    private Future<?> issue(RoutingContext context, Caller caller) {
        int staff = Parameters.number(context, "staff");
        boolean own = caller.staff() == staff;
        if (!own) {
            caller.needs(Set.of(Role.ADMINISTRATOR));
        }
        ActHeader header = acts.header(caller, context.request());
        return acts.find(state -> state.staff(staff).filter(StaffView::active), "active member of staff " + staff)
                .compose(_ -> own ? house.staff().issue(staff) : enrolled(header, staff))
                .map(token -> token(caller, staff, token));
    }

    private static JsonObject token(Caller caller, int staff, String token) {
        String id = Staff.id(token);
        LOG.info("staff {} issued token {} to staff {}", caller.staff(), id, staff);
        return new JsonObject().put("staff", staff).put("token", token).put("id", id);
    }

    private Future<?> revoke(RoutingContext context, Caller caller) {
        int staff = Parameters.number(context, "staff");
        String id = context.pathParam("token");
        if (caller.staff() != staff) {
            caller.needs(Set.of(Role.ADMINISTRATOR));
        }
        if (id == null || !id.matches("[0-9a-f]{64}")) {
            throw Problem.field("token", "is not the 64 hexadecimal digits shown when it was issued");
        }
        return house.staff().revoke(staff, id).compose(was -> {
            if (!was) {
                return Future.failedFuture(new Problem(404, "not-found", "the token is not known"));
            }
            LOG.info("staff {} revoked token {} of staff {}", caller.staff(), id, staff);
            return Future.succeededFuture(new JsonObject().put("staff", staff).put("id", id));
        });
    }
}

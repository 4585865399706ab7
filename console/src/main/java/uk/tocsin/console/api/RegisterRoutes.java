package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.Registrar;
import uk.tocsin.control.Act;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.ShardRecord;

/// The register: organisations with their premises and people, their tiers, and endpoints that are not to be
/// used.
final class RegisterRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RegisterRoutes.class);

    private final Installation house;
    private final Acts acts;
    private final Requests requests;
    private final Merger merger;

    RegisterRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.requests = new Requests(house);
        this.merger = new Merger(house, acts);
    }

    void mount(ApiServer server) {
        Role officer = Role.REGISTER_OFFICER;
        String one = "/api/v1/subscribers/{subscriber}";
        server.route(HttpMethod.POST, "/api/v1/organisations", 201, this::register, officer);
        server.route(HttpMethod.DELETE, one, 200, this::erase, officer);
        server.route(HttpMethod.GET, one + "/tier", 200, this::tier, officer, Role.ADMINISTRATOR);
        server.route(HttpMethod.GET, "/api/v1/sponsorships", 200, this::sponsorships, officer, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/tier/sponsor", 200, this::sponsor, officer, Role.OFFICER);
        server.route(HttpMethod.PUT, one + "/tier", 200, this::decide, officer);
        server.route(HttpMethod.POST, one + "/tier/revoke", 200, this::revoke, officer, Role.ADMINISTRATOR);
        server.route(HttpMethod.GET, "/api/v1/suspensions", 200, this::suspensions, officer, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/suspend", 200, this::suspend, officer, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/reinstate", 200, this::reinstate, officer, Role.ADMINISTRATOR);
        server.route(HttpMethod.POST, one + "/merge", 200, this::merge, officer);
        server.route(HttpMethod.GET, one + "/suppressions", 200, this::suppressions, officer, Role.ADMINISTRATOR);
        String endpoint = one + "/endpoints/{endpoint}";
        server.route(HttpMethod.POST, endpoint + "/suppress", 200, this::suppress, officer);
        server.route(HttpMethod.POST, endpoint + "/release", 200, this::release, officer);
    }

    private Future<?> register(RoutingContext context, Caller caller) {
        Optional<String> key = Acts.key(caller, context.request());
        return requests.ids(key, context.body().buffer()).compose(ids -> {
            List<Organisation> organisations = new OrganisationJson(house.taxonomy(), ids)
                    .read(ApiServer.body(context), context.body().length());
            Registrar registrar = house.registrar(ids);
            return registrar.register(organisations).map(done -> {
                JsonArray ordinals = new JsonArray();
                for (int ordinal : done.ordinals()) {
                    ordinals.add(ordinal);
                }
                return new JsonObject().put("subscribers", ordinals).put("endpointsTaken", done.refused());
            });
        });
    }

    private static int subscriber(RoutingContext context) {
        return Parameters.number(context, "subscriber");
    }

    /// Puts into the audit what is about to be done to a subscriber.
    private Future<?> noted(RoutingContext context, Caller caller, Note note, int subscriber) {
        return acts.submit(acts.header(caller, context.request()), h -> new Act.Noted(h, note, subscriber, 1));
    }

    /// Forgets a subscriber for good; figures stay. Repeating it finds nobody.
    private Future<?> erase(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        return house.desk()
                .find(subscriber)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(false)
                        : noted(context, caller, Note.ERASED, subscriber)
                                .compose(_ -> house.desk().erase(subscriber)))
                .compose(erased -> erased
                        ? Future.succeededFuture(new JsonObject().put("subscriber", subscriber))
                        : Future.failedFuture(
                                new Problem(404, "not-found", "subscriber " + subscriber + " is not known")));
    }

    private Future<?> tier(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        return acts.find(state -> state.tier(subscriber), "a decision about subscriber " + subscriber)
                .map(decision -> {
                    JsonObject json = new JsonObject()
                            .put("subscriber", subscriber)
                            .put("tier", decision.at(house.clock().instant()).word());
                    decision.until().ifPresent(until -> json.put("until", until.toString()));
                    return json;
                });
    }

    private Future<?> sponsorships(RoutingContext context, Caller caller) {
        return house.engine().control(state -> {
            JsonArray waiting = new JsonArray();
            state.sponsorships()
                    .forEach(s -> waiting.add(new JsonObject()
                            .put("subscriber", s.ordinal())
                            .put("tier", s.tier().word())
                            .put("sponsor", s.sponsor())
                            .put("evidence", s.evidence())
                            .put("since", s.time().toString())));
            return new JsonObject().put("sponsorships", waiting);
        });
    }

    /// Puts a subscriber forward for a tier that needs vetting; somebody else decides.
    private Future<?> sponsor(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        Fields in = new Fields(ApiServer.body(context));
        in.needs("tier");
        Tier tier = in.word("tier", Tier.class, Tier.SECURITY);
        String evidence = in.needed("evidence");
        in.finish();
        return acts.submit(
                        acts.header(caller, context.request()), h -> new Act.TierAsked(h, subscriber, tier, evidence))
                .map(Acts.Done::json);
    }

    private Future<?> decide(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        Fields in = new Fields(ApiServer.body(context));
        in.needs("tier");
        Tier tier = in.word("tier", Tier.class, Tier.PUBLIC);
        var until = in.time("until");
        in.finish();
        return acts.submit(acts.header(caller, context.request()), h -> new Act.TierDecided(h, subscriber, tier, until))
                .compose(done -> told(house.desk().tell(subscriber, NoticeKind.TIER_CHANGED), done));
    }

    private Future<?> revoke(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        String reason = AlertRoutes.reason(context);
        return acts.submit(acts.header(caller, context.request()), h -> new Act.TierRevoked(h, subscriber, reason))
                .compose(done -> told(house.desk().tierRevoked(subscriber), done));
    }

    private Future<?> suspensions(RoutingContext context, Caller caller) {
        return house.engine().control(state -> {
            JsonArray suspended = new JsonArray();
            state.suspensions()
                    .forEach(s -> suspended.add(new JsonObject()
                            .put("subscriber", s.ordinal())
                            .put("by", s.by())
                            .put("reason", s.reason())
                            .put("since", s.since().toString())));
            return new JsonObject().put("suspensions", suspended);
        });
    }

    /// A subscriber gets nothing until they are reinstated.
    private Future<?> suspend(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        String reason = AlertRoutes.reason(context);
        return known(subscriber)
                .compose(_ -> acts.submit(
                        acts.header(caller, context.request()), h -> new Act.Suspended(h, subscriber, reason)))
                .compose(done -> told(house.desk().tell(subscriber, NoticeKind.SUSPENDED), done));
    }

    private Future<?> reinstate(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        String reason = AlertRoutes.reason(context);
        return acts.submit(acts.header(caller, context.request()), h -> new Act.Reinstated(h, subscriber, reason))
                .compose(done -> told(house.desk().tell(subscriber, NoticeKind.REINSTATED), done));
    }

    private Future<Contact> known(int subscriber) {
        return house.desk()
                .find(subscriber)
                .map(found -> found.orElseThrow(
                        () -> new Problem(404, "not-found", "subscriber " + subscriber + " is not known")));
    }

    /// A record becomes part of another, of the same person.
    private Future<?> merge(RoutingContext context, Caller caller) {
        int going = subscriber(context);
        Fields in = new Fields(ApiServer.body(context));
        in.needs("into");
        int staying = in.count("into", 0);
        in.finish();
        return merger.submit(acts.header(caller, context.request()), going, staying)
                .map(done -> new JsonObject().put("subscriber", staying).put("merged", done));
    }

    /// The act counts, whatever becomes of telling.
    private static Future<JsonObject> told(Future<Void> telling, Acts.Done done) {
        return telling.transform(result -> {
            if (result.failed()) {
                LOG.warn("a subscriber was not told what was decided", result.cause());
            }
            return Future.succeededFuture(done.json());
        });
    }

    private static int endpoint(RoutingContext context) {
        int endpoint = Parameters.number(context, "endpoint");
        if (endpoint >= Endpoint.MAX) {
            throw Problem.field("endpoint", "is not 0 to " + (Endpoint.MAX - 1));
        }
        return endpoint;
    }

    private Future<?> suppressions(RoutingContext context, Caller caller) {
        return house.engine().suppressions(subscriber(context)).map(found -> {
            JsonArray endpoints = new JsonArray();
            found.forEach(each -> {
                JsonObject json = new JsonObject()
                        .put("endpoint", each.endpoint())
                        .put("cause", each.cause().word());
                each.until().ifPresent(until -> json.put("until", until.toString()));
                endpoints.add(json);
            });
            return new JsonObject().put("suppressions", endpoints);
        });
    }

    /// An endpoint is not used any more, or not until a time. Repeating it changes nothing.
    private Future<?> suppress(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        int endpoint = endpoint(context);
        Fields in = new Fields(ApiServer.body(context));
        Optional<Instant> until = in.time("until");
        until.filter(end -> !end.isAfter(house.clock().instant())).ifPresent(_ -> in.wrong("until", "is over"));
        in.finish();
        ShardRecord.Input change = new ShardRecord.EndpointSuppressed(
                Shards.slotOf(subscriber),
                endpoint,
                SuppressionCause.OFFICER,
                until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        return noted(context, caller, Note.SUPPRESSED, subscriber)
                .compose(_ -> house.engine().change(Shards.shardOf(subscriber), change))
                .map(_ -> use(subscriber, endpoint, true));
    }

    /// A suppressed endpoint may be used again, because an officer says so: an act, for the audit.
    private Future<?> release(RoutingContext context, Caller caller) {
        int subscriber = subscriber(context);
        int endpoint = endpoint(context);
        String reason = AlertRoutes.reason(context);
        return acts.submit(
                        acts.header(caller, context.request()),
                        h -> new Act.EndpointReleased(h, subscriber, endpoint, reason))
                .map(_ -> use(subscriber, endpoint, false));
    }

    private static JsonObject use(int subscriber, int endpoint, boolean suppressed) {
        return new JsonObject()
                .put("subscriber", subscriber)
                .put("endpoint", endpoint)
                .put("suppressed", suppressed);
    }
}

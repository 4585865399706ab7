package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import uk.tocsin.console.Installation;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.Registrar;
import uk.tocsin.control.Act;
import uk.tocsin.control.Role;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// Staff and their tokens; organisations with their premises and people.
final class PeopleRoutes {
    private static final int MAX_ORGANISATIONS = 1000;

    private final Installation house;
    private final Acts acts;
    private final Registrar registrar;

    PeopleRoutes(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.registrar = house.registrar();
    }

    void mount(ApiServer server) {
        Router router = server.router();
        router.get("/api/v1/staff/me").handler(server.json(200, (_, caller) -> me(caller)));
        router.post("/api/v1/staff").handler(server.json(201, this::addStaff));
        router.post("/api/v1/organisations").handler(server.json(201, this::register));
    }

    private static Future<?> me(Caller caller) {
        JsonArray roles = new JsonArray();
        caller.roles().forEach(role -> roles.add(role.word()));
        return Future.succeededFuture(
                new JsonObject().put("staff", caller.staff()).put("roles", roles));
    }

    private Future<?> addStaff(RoutingContext context, Caller caller) {
        caller.needs(Role.ADMINISTRATOR);
        Fields in = new Fields(ApiServer.body(context));
        int staff = in.count("staff", 0);
        List<Role> roles = in.words("roles", Role.class);
        if (staff < 1) {
            in.wrong("staff", "is not a number from 1");
        }
        if (roles.isEmpty()) {
            in.wrong("roles", "names no role");
        }
        in.finish();
        Set<Role> set = EnumSet.copyOf(roles);
        return acts.submit(() -> new Act.UserSet(acts.header(caller, context.request()), staff, -1, true))
                .compose(_ -> acts.submit(() -> new Act.RolesSet(house.header(caller.staff()), staff, set)))
                .compose(_ -> house.staff().issue(staff))
                .map(token -> new JsonObject().put("staff", staff).put("token", token));
    }

    private Future<?> register(RoutingContext context, Caller caller) {
        caller.needs(Role.REGISTER_OFFICER);
        Fields in = new Fields(ApiServer.body(context));
        List<Organisation> organisations = in.objects("organisations", (f, _) -> organisation(f));
        if (organisations.isEmpty() || organisations.size() > MAX_ORGANISATIONS) {
            in.wrong("organisations", "has " + organisations.size() + "; 1 to " + MAX_ORGANISATIONS + " are allowed");
        }
        in.finish();
        return registrar.register(organisations).map(done -> {
            JsonArray ordinals = new JsonArray();
            for (int ordinal : done.ordinals()) {
                ordinals.add(ordinal);
            }
            return new JsonObject().put("subscribers", ordinals).put("endpointsTaken", done.refused());
        });
    }

    private Organisation organisation(Fields in) {
        UUID id = house.newId();
        List<Organisation.Premises> premises = in.objects(
                "premises", (p, _) -> new Organisation.Premises(Cell.of(p.real("latitude"), p.real("longitude"))));
        List<Organisation.Person> people = in.objects("people", (p, _) -> person(p, premises.size()));
        if (people.isEmpty()) {
            in.wrong("people", "names nobody");
        }
        return new Organisation(id, premises, people);
    }

    private Organisation.Person person(Fields in, int places) {
        String name = in.needed("name");
        Tier tier = in.word("tier", Tier.class, Tier.PUBLIC);
        if (tier != Tier.PUBLIC && tier != Tier.BUSINESS) {
            in.wrong("tier", tier.word() + " is decided by an officer, not registered");
        }
        Language language = in.word("language", Language.class, Language.EN);
        List<Integer> segments = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.TIER && dimension != Dimension.HAS) {
                segment(in, dimension).ifPresent(segments::add);
            }
        }
        List<Organisation.Address> addresses = in.objects("endpoints", (e, _) -> address(e));
        if (addresses.isEmpty() || addresses.size() > Endpoint.MAX) {
            in.wrong("endpoints", "has " + addresses.size() + "; 1 to " + Endpoint.MAX + " are allowed");
        }
        int[] all = new int[places];
        for (int i = 0; i < places; i++) {
            all[i] = i;
        }
        int[] codes = segments.stream().mapToInt(Integer::intValue).toArray();
        return new Organisation.Person(name, tier, language, codes, addresses, all);
    }

    private OptionalInt segment(Fields in, Dimension dimension) {
        String key = in.text(dimension.word(), "");
        if (key.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt code = house.taxonomy().find(dimension, key);
        if (code.isEmpty()) {
            String hint = house.taxonomy()
                    .suggest(dimension, key)
                    .map(s -> ": did you mean \"" + s + "\"?")
                    .orElse("");
            in.wrong(dimension.word(), "\"" + key + "\" is not known" + hint);
        }
        return code;
    }

    private static Organisation.Address address(Fields in) {
        ChannelKind channel = in.word("channel", ChannelKind.class, ChannelKind.EMAIL);
        String address = in.needed("address");
        boolean good = switch (channel) {
            case EMAIL -> address.matches("[^\\s@,<>]{1,64}@[A-Za-z0-9.-]{1,255}");
            case SMS -> address.matches("\\+[1-9][0-9]{6,14}");
            case PUSH -> address.matches("[A-Za-z0-9_:.-]{8,4096}");
        };
        if (!good) {
            in.wrong("address", "is not an address for " + channel.word());
        }
        return new Organisation.Address(channel, address);
    }
}

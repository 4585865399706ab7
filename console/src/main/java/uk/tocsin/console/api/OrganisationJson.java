package uk.tocsin.console.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// Reads the organisations of one registration. Its bounds keep what one shard is given below one append and
/// one put: [uk.tocsin.journal.Journal#MAX_APPEND_BYTES], [uk.tocsin.register.Register#MAX_CLAIMS].
final class OrganisationJson {
    private static final int MAX_BYTES = 768 * 1024;
    private static final int MAX_ORGANISATIONS = 1000;
    private static final int MAX_PEOPLE = 1000;
    private static final int MAX_ENDPOINTS = 4000;
    private static final int MAX_LINKS = 100_000;
    private static final int MAX_NAME = 200;

    private final Taxonomy taxonomy;
    private final Supplier<UUID> ids;
    private int people;
    private int endpoints;
    private long links;

    /// @param ids names the organisations
    OrganisationJson(Taxonomy taxonomy, Supplier<UUID> ids) {
        this.taxonomy = taxonomy;
        this.ids = ids;
    }

    List<Organisation> read(JsonObject json, int bytes) {
        if (bytes > MAX_BYTES) {
            throw new Problem(413, "too-large", "the body has more than " + MAX_BYTES + " bytes: register by parts");
        }
        Fields in = new Fields(json);
        List<Organisation> organisations = in.objects("organisations", (f, _) -> organisation(f));
        bounded(in, "", organisations.size(), MAX_ORGANISATIONS);
        most(in, " people", people, MAX_PEOPLE);
        most(in, " endpoints", endpoints, MAX_ENDPOINTS);
        most(in, " links of people to premises", links, MAX_LINKS);
        in.finish();
        return organisations;
    }

    private static void bounded(Fields in, String what, int count, int most) {
        if (count < 1 || count > most) {
            in.wrong("organisations", "has " + count + what + "; 1 to " + most + " are allowed");
        }
    }

    private static void most(Fields in, String what, long count, int most) {
        if (count > most) {
            in.wrong("organisations", "has " + count + what + "; " + most + " are allowed at one time");
        }
    }

    private Organisation organisation(Fields in) {
        List<Organisation.Premises> premises = in.objects("premises", (p, _) -> premises(p));
        List<Organisation.Person> staff = in.objects("people", (p, _) -> person(p, premises.size()));
        if (staff.isEmpty()) {
            in.wrong("people", "names nobody");
        }
        people += staff.size();
        links += (long) staff.size() * premises.size();
        return new Organisation(ids.get(), premises, staff);
    }

    private static Organisation.Premises premises(Fields in) {
        int cell = Cell.of(in.real("latitude"), in.real("longitude"));
        if (cell == Cell.NONE) {
            in.wrong("latitude", "and longitude are no place in the United Kingdom");
        }
        return new Organisation.Premises(cell);
    }

    private Organisation.Person person(Fields in, int places) {
        String name = in.needed("name");
        if (name.length() > MAX_NAME) {
            in.wrong("name", "has " + name.length() + " characters; " + MAX_NAME + " are allowed");
        }
        Tier tier = in.word("tier", Tier.class, Tier.PUBLIC);
        if (tier != Tier.PUBLIC && tier != Tier.BUSINESS) {
            in.wrong("tier", tier.word() + " is decided by an officer, not registered");
        }
        Language language = in.word("language", Language.class, Language.EN);
        List<Integer> segments = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.TIER && dimension != Dimension.HAS && dimension != Dimension.DONE) {
                segment(in, dimension).ifPresent(segments::add);
            }
        }
        List<Organisation.Address> addresses = in.objects("endpoints", (e, _) -> address(e));
        if (addresses.isEmpty() || addresses.size() > Endpoint.MAX) {
            in.wrong("endpoints", "has " + addresses.size() + "; 1 to " + Endpoint.MAX + " are allowed");
        }
        endpoints += addresses.size();
        int[] codes = segments.stream().mapToInt(Integer::intValue).toArray();
        int[] all = IntStream.range(0, places).toArray();
        return new Organisation.Person(name, tier, language, codes, addresses, all);
    }

    private OptionalInt segment(Fields in, Dimension dimension) {
        String key = in.text(dimension.word(), "");
        if (key.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt code = taxonomy.find(dimension, key);
        if (code.isEmpty()) {
            String hint = taxonomy.suggest(dimension, key)
                    .map(s -> ": did you mean \"" + s + "\"?")
                    .orElse("");
            in.wrong(dimension.word(), "is not a known " + dimension.word() + hint);
        }
        return code;
    }

    /// One address, with its channel.
    static Organisation.Address address(Fields in) {
        in.needs("channel");
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
        // the spelling that people are known by: see Addresses
        String known = channel == ChannelKind.EMAIL ? address.toLowerCase(Locale.ROOT) : address;
        return new Organisation.Address(channel, known);
    }
}

package uk.tocsin.console.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// Organisations of one for tests, in London. Numbers are from Ofcom's range for drama.
public final class People {
    private final Taxonomy taxonomy;
    private int number;

    public People(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    static String phone(int number) {
        return "+447700900%03d".formatted(number);
    }

    static String mail(int number) {
        return "person" + number + "@example.test";
    }

    /// So many people, each with these channels.
    public List<Organisation> with(int count, ChannelKind... channels) {
        List<Organisation> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(one(Tier.PUBLIC, Language.EN, channels));
        }
        return all;
    }

    /// Somebody who answers for so many premises of one organisation.
    Organisation answeringFor(int premises, ChannelKind... channels) {
        Organisation one = one(Tier.PUBLIC, Language.EN, channels);
        Organisation.Person person = one.people().getFirst();
        List<Organisation.Premises> places = new ArrayList<>();
        for (int i = 0; i < premises; i++) {
            places.add(new Organisation.Premises(Cell.of(51.54, -0.14 + i / 100.0)));
        }
        int[] theirs = IntStream.range(0, premises).toArray();
        Organisation.Person manager = new Organisation.Person(
                person.name(), person.tier(), person.language(), person.segments(), person.addresses(), theirs);
        return new Organisation(one.id(), places, List.of(manager));
    }

    Organisation one(Tier tier, Language language, ChannelKind... channels) {
        int mine = number++;
        List<Organisation.Address> addresses = new ArrayList<>();
        for (ChannelKind channel : channels) {
            addresses.add(new Organisation.Address(
                    channel,
                    switch (channel) {
                        case PUSH -> "device-token-of-person-%05d".formatted(mine);
                        case SMS -> phone(mine);
                        case EMAIL -> mail(mine);
                    }));
        }
        int[] segments = {
            taxonomy.code(Dimension.REGION, "london"), taxonomy.code(Dimension.SECTOR, "public"),
        };
        Organisation.Person person =
                new Organisation.Person("Person " + mine, tier, language, segments, addresses, new int[0]);
        return new Organisation(new UUID(0x7000L, mine * 0x9E3779B97F4A7C15L), List.of(), List.of(person));
    }
}

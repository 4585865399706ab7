package uk.tocsin.console.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
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

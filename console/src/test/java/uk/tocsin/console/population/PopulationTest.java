package uk.tocsin.console.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;

class PopulationTest {
    private static final int PEOPLE = 20_000;
    private static final long SEED = 7;
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    @Test
    void theFirstIsInCamdenWithEveryChannel() {
        Population.Drawn first = new Population(TAXONOMY, SEED).next(PEOPLE);

        assertThat(first.first().organisation()).isEqualTo("a café");
        assertThat(first.first().place()).isEqualTo("Camden");
        assertThat(first.first().person().addresses())
                .extracting(Organisation.Address::channel)
                .containsExactlyInAnyOrder(ChannelKind.values());
    }

    @Test
    void theSameSeedDrawsTheSamePeople() {
        List<Organisation> one = draw(SEED, 500);
        List<Organisation> again = draw(SEED, 500);

        assertThat(again).extracting(Organisation::id).isEqualTo(ids(one));
        assertThat(addresses(again)).isEqualTo(addresses(one));
        assertThat(draw(SEED + 1, 500)).extracting(Organisation::id).doesNotContainAnyElementsOf(ids(one));
    }

    @Test
    void exactlyAsManyAsAskedForAreDrawn() {
        for (int people : new int[] {1, 2, 3, 77}) {
            int drawn =
                    draw(SEED, people).stream().mapToInt(o -> o.people().size()).sum();
            assertThat(drawn).isEqualTo(people);
        }
    }

    @Test
    void everyAddressIsReservedForTestsAndNobodyElses() {
        List<String> all = addresses(draw(SEED, PEOPLE));

        assertThat(new HashSet<>(all)).hasSize(all.size());
        assertThat(all)
                .allSatisfy(
                        address -> assertThat(address)
                                .matches(
                                        "\\+447700900[0-9]{3}([0-9]{3})?|person[0-9]+@example\\.test|[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{138}"));
    }

    @Test
    void sizesAndRegionsFollowTheBusinessCounts() {
        List<Organisation> businesses = draw(SEED, PEOPLE).stream()
                .filter(organisation -> !organisation.premises().isEmpty())
                .toList();

        // ONS local units: 83 % micro, 16 % of all in London (uk-local-units.csv)
        assertThat(share(businesses, TAXONOMY.code(Dimension.SIZE, "micro"))).isCloseTo(0.83, within(0.05));
        assertThat(share(businesses, TAXONOMY.code(Dimension.REGION, "london"))).isBetween(0.13, 0.23);
    }

    private static double share(List<Organisation> organisations, int segment) {
        return organisations.stream()
                        .filter(o -> contains(o.people().getFirst().segments(), segment))
                        .count()
                / (double) organisations.size();
    }

    private static boolean contains(int[] segments, int segment) {
        for (int each : segments) {
            if (each == segment) {
                return true;
            }
        }
        return false;
    }

    private static List<Organisation> draw(long seed, int people) {
        Population population = new Population(TAXONOMY, seed);
        List<Organisation> drawn = new ArrayList<>();
        while (population.people() < people) {
            drawn.add(population.next(people - population.people()).organisation());
        }
        return drawn;
    }

    private static List<UUID> ids(List<Organisation> organisations) {
        return organisations.stream().map(Organisation::id).toList();
    }

    private static List<String> addresses(List<Organisation> organisations) {
        return organisations.stream()
                .flatMap(o -> o.people().stream())
                .flatMap(p -> p.addresses().stream())
                .map(Organisation.Address::value)
                .toList();
    }
}

package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

class TaxonomyTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    @Test
    void codesAndKeysNeverChange() throws IOException {
        List<String> codes = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            for (Taxonomy.Entry entry : TAXONOMY.entries(dimension)) {
                codes.add(dimension.word() + " " + Dimension.valueOf(entry.segment()) + " " + entry.key());
            }
        }
        try (InputStream pinned = getClass().getResourceAsStream("taxonomy-codes-2.txt")) {
            String text = new String(Objects.requireNonNull(pinned).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(codes).containsExactlyElementsOf(text.lines().toList());
        }
        assertThat(TAXONOMY.version()).isEqualTo(2);
    }

    @Test
    void everyTerritorialForceLiesInARegion() {
        List<String> national = List.of("btp", "cnc", "mdp");
        assertThat(TAXONOMY.entries(Dimension.FORCE)).hasSize(48).allSatisfy(force -> {
            if (national.contains(force.key())) {
                assertThat(TAXONOMY.parent(force.segment())).isEmpty();
            } else {
                assertThat(Dimension.ofSegment(TAXONOMY.parent(force.segment()).orElseThrow()))
                        .isEqualTo(Dimension.REGION);
            }
        });
        assertThat(TAXONOMY.parent(TAXONOMY.code(Dimension.FORCE, "metropolitan")))
                .hasValue(TAXONOMY.code(Dimension.REGION, "london"));
    }

    @Test
    void everyRegionHasItsOfficialCode() {
        assertThat(TAXONOMY.entries(Dimension.REGION))
                .hasSize(12)
                .allSatisfy(region -> assertThat(region.officialCode()).matches("[EWSN][19]2000\\d{3}"));
        assertThat(TAXONOMY.entry(TAXONOMY.code(Dimension.REGION, "wales")).officialCode())
                .isEqualTo("W92000004");
    }

    @Test
    void tiersAndChannelsAreThoseOfTheModelInTheirOrder() {
        for (Tier tier : Tier.values()) {
            assertThat(TAXONOMY.code(Dimension.TIER, tier.word())).isEqualTo(Dimension.TIER.segment(tier.code() + 1));
        }
        for (ChannelKind channel : ChannelKind.values()) {
            String key = channel.name().toLowerCase(Locale.ROOT);
            assertThat(TAXONOMY.code(Dimension.HAS, key)).isEqualTo(Dimension.HAS.segment(channel.code() + 1));
        }
        assertThat(TAXONOMY.entries(Dimension.TIER)).hasSize(Tier.values().length);
        assertThat(TAXONOMY.entries(Dimension.HAS)).hasSize(ChannelKind.values().length);
    }

    @Test
    void aSegmentHasAKeyAndALabelInBothLanguages() {
        int london = TAXONOMY.code(Dimension.REGION, "london");
        assertThat(TAXONOMY.key(london)).isEqualTo("london");
        assertThat(TAXONOMY.label(london, Language.EN)).isEqualTo("London");
        assertThat(TAXONOMY.label(london, Language.CY)).isEqualTo("Llundain");
        assertThatIllegalArgumentException().isThrownBy(() -> TAXONOMY.key(Dimension.REGION.segment(999)));
    }

    @ParameterizedTest
    @CsvSource({
        "SECTOR, retial, retail",
        "SECTOR, water, water-and-waste",
        "REGION, londn, london",
        "FORCE, manchester, greater-manchester",
        "FORCE, metropolitan-police, metropolitan",
        "SIZE, mikro, micro"
    })
    void aMistypedValueIsGuessed(Dimension dimension, String word, String meant) {
        assertThat(TAXONOMY.suggest(dimension, word)).hasValue(meant);
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> TAXONOMY.code(dimension, word))
                .satisfies(e -> assertThat(e.suggestion()).hasValue(meant));
    }

    @Test
    void whatIsNearToNothingIsNotGuessed() {
        assertThat(TAXONOMY.suggest(Dimension.SECTOR, "xylophone")).isEmpty();
        assertThat(TAXONOMY.suggest("x")).isEmpty();
        assertThat(TAXONOMY.suggest("secter".repeat(1000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sector | 1 | retail | Retail | Manwerthu",
                "version | x",
                "version | 1\nsektor | 1 | retail | Retail | Manwerthu",
                "version | 1\nsector | 0 | retail | Retail | Manwerthu",
                "version | 1\nsector | 1 | Retail | Retail | Manwerthu",
                "version | 1\nsector | 1 | retail | Retail",
                "version | 1\nsector | 1 | retail | Retail | ",
                "version | 1\nsector | 1 | retail | Retail | Manwerthu\nsector | 1 | food | Food | Bwyd",
                "version | 1\nsector | 1 | retail | Retail | Manwerthu\nsector | 2 | retail | Food | Bwyd",
                "version | 1\nforce | 1 | kent | Kent | Caint | nowhere"
            })
    void aFaultyTaxonomyIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaxonomyReader.read(text))
                .withMessageStartingWith("taxonomy ");
    }
}

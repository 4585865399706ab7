package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.channel.kit.Links;

class SmsCounterTest {
    private static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    private static final BigDecimal PRICE = new BigDecimal("0.04");

    private static SmsCounter count(String text, String... more) {
        Fields fields =
                new Fields(Map.of("variants[0].shortText", List.of(text), "variants[0].language", List.of("en-GB")));
        for (int i = 0; i < more.length; i += 2) {
            fields = fields.with(more[i], more[i + 1]);
        }
        return SmsCounter.of(fields, 0, LINKS, PRICE);
    }

    @Test
    void theLinkIsCountedAsWell() {
        SmsCounter counter = count("Keep away.");

        assertThat(counter.count().units())
                .isEqualTo("Keep away. ".length()
                        + LINKS.acknowledge("x".repeat(24)).length());
        assertThat(counter.line()).contains("1 part").contains("GSM-7").contains("£0.04");
        assertThat(counter.culprit()).isEmpty();
    }

    @Test
    void theCharacterThatCostsIsNamed() {
        assertThat(count("Arhoswch yn y tŷ.").culprit()).isEqualTo("ŷ (latin small letter y with circumflex)");
        assertThat(count("Arhoswch yn y tŷ.").count().encoding()).isEqualTo("UCS-2");
    }

    @Test
    void quotesFromWordProcessorsCostNothing() {
        assertThat(count("Don’t go “there”.").culprit()).isEmpty();
    }

    @Test
    void theMarkOfAnExerciseAndTheNoticeAboveItAreCounted() {
        assertThat(count("Keep away.", "mode", "Exercise").count().units())
                .isGreaterThan(count("Keep away.").count().units() + 2 * "EXERCISE EXERCISE EXERCISE".length());
        assertThat(count("ŷ".repeat(400), "handling", "OFFICIAL").count().parts())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoAlertYetIsCountedToo() {
        assertThat(count("", "handling", "rubbish", "mode", "rubbish").count().parts())
                .isEqualTo(1);
    }
}

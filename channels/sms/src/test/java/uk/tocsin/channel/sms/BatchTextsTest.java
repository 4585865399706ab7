package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;

class BatchTextsTest {
    private static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    private static final Variant WELSH =
            new Variant(Tier.PUBLIC, Language.CY, "Eitem", "Cadwch draw o’r tŷ…", "Cadwch draw.", "Arhoswch i mewn.");

    @Test
    void everyoneReadsTheirVariantDowngradedAndTheirOwnLink() {
        BatchTexts texts = texts(Mode.ACTUAL, Handling.PUBLIC);

        assertThat(texts.text(0))
                .isEqualTo("Police are dealing with a suspicious item. Avoid Bow Lane. "
                        + "https://alerts.example.test/a/AcceptanceTestToken-0000");
        assertThat(texts.text(1))
                .isEqualTo("Cadwch draw o'r tŷ... https://alerts.example.test/a/AcceptanceTestToken-0001");
        assertThat(SmsText.count(texts.text(0)).parts()).isEqualTo(1);
    }

    @Test
    void anExerciseIsMarkedAtBothEndsBeforeTheLink() {
        assertThat(texts(Mode.EXERCISE, Handling.PUBLIC).text(0))
                .startsWith("EXERCISE EXERCISE EXERCISE Police")
                .contains("Bow Lane. EXERCISE EXERCISE EXERCISE https://");
    }

    @Test
    void aRestrictedTextSaysOnlyThatThereIsSomethingToRead() {
        BatchTexts texts = texts(Mode.ACTUAL, Handling.SENSITIVE);

        assertThat(texts.text(0))
                .startsWith("There is a protected message for you.")
                .doesNotContain("Bow");
        assertThat(texts.text(1)).startsWith("Mae neges warchodedig").contains("/a/AcceptanceTestToken-0001");
    }

    private static BatchTexts texts(Mode mode, Handling handling) {
        Content content = SampleContent.of(7, mode, handling, Severity.EXTREME, SampleContent.ENGLISH, WELSH);
        String[] addresses = {"+447700900000", "+447700900001"};
        String[] tokens = {"AcceptanceTestToken-0000", "AcceptanceTestToken-0001"};
        return BatchTexts.prepare(new Batch(content, 42, addresses, tokens, new byte[] {0, 1}, () -> null), LINKS);
    }
}

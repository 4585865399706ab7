package uk.tocsin.console.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Consent;

/// The record of processing says what the code does.
class RecordOfProcessingTest {
    private static String text() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("ops/docs")) ? here : Objects.requireNonNull(here.getParent());
        return Files.readString(root.resolve("ops/docs/record-of-processing.md"));
    }

    @Test
    void everyRuleOfRetentionIsInItWithItsTime() throws Exception {
        for (Retention.Rule rule : Retention.Rule.values()) {
            long hours = rule.kept().toHours();
            String kept = hours <= 48 ? hours + " hours" : rule.kept().toDays() + " days";
            assertThat(text()).containsPattern("\\| `" + rule.word() + "` \\| [^|]+ \\| " + kept + " \\|");
        }
    }

    @Test
    void everyPurposeAndSourceOfConsentIsInIt() throws Exception {
        for (Consent.Purpose purpose : Consent.Purpose.values()) {
            assertThat(text()).contains("| `" + purpose.word() + "` |");
        }
        for (Consent.Source source : Consent.Source.values()) {
            assertThat(text()).contains("| `" + source.word() + "` |");
        }
    }
}

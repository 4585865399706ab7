package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import uk.tocsin.model.Language;

class StyleSheetTest {
    @Test
    void nothingThatOnlyGovUkMayShowIsLeft() {
        assertThat(StyleSheet.text())
                .contains(".govuk-error-summary", ".tocsin-header")
                .doesNotContain("GDS Transport", "@font-face", "url(", "crest.svg", "sourceMappingURL", "@import");
    }

    @Test
    void everyWordingIsThereInBothLanguages() {
        for (Wording wording : Wording.values()) {
            if (wording != Wording.NOTHING) {
                assertThat(wording.in(Language.EN)).isNotBlank().isNotEqualTo(wording.in(Language.CY));
                assertThat(wording.in(Language.CY)).isNotBlank();
            }
        }
    }
}

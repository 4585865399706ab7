package uk.tocsin.console.pages.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;

class AudienceChoicesTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    private static Map<String, List<String>> form(String... pairs) {
        Map<String, List<String>> form = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            form.put(pairs[i], List.of(pairs[i + 1].split(",", -1)));
        }
        return form;
    }

    @Test
    void kindsNarrowEachOtherAndAForceIsAnAlternativeToARegion() {
        AudienceChoices choices = AudienceChoices.read(
                form(
                        "pick.sector", "retail,food-and-drink",
                        "pick.region", "london",
                        "pick.force", "kent",
                        "leave.size", "large"),
                TAXONOMY);

        assertThat(choices.text())
                .isEqualTo(AudienceText.print(AudienceText.parse(
                        "sector in (retail, food-and-drink) and (region = london or force = kent) and not size = large",
                        TAXONOMY)));
        assertThat(AudienceChoices.of(choices.audience()))
                .map(AudienceChoices::text)
                .contains(choices.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "everyone",
                "region = wales",
                "not region = wales",
                "sector = retail and size in (micro, small) and not tag = faith-community",
                "region = wales or force in (kent, essex)",
                "not (region = wales or force = kent)",
                "duty = enhanced and site = hotels and has sms and done = act-awareness and role = deputy and tier = ct"
            })
    void whatBoxesCanSayTicksThem(String text) {
        assertThat(AudienceChoices.of(text, TAXONOMY))
                .map(AudienceChoices::audience)
                .contains(AudienceText.parse(text, TAXONOMY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sector = retail or size = micro",
                "not (sector = retail and size = micro)",
                "(sector = retail and region = wales) or tag = crowded-place",
                "sector = ",
                "sector = moon"
            })
    void whatIsMoreStaysText(String text) {
        assertThat(AudienceChoices.of(text, TAXONOMY)).isEmpty();
    }

    @Test
    void noBoxMeansNobodyByAccident() {
        assertThat(AudienceChoices.none().text()).isEmpty();
    }

    @Test
    void whicheverWasChangedCounts() {
        Map<String, List<String>> shown = form(
                "audience", "region = wales", "audience.was", "region = wales", "audience.picked", "region = wales");
        Map<String, List<String>> boxes = new HashMap<>(shown);
        boxes.put("pick.region", List.of("london"));
        Map<String, List<String>> text = new HashMap<>(shown);
        text.put("pick.region", List.of("wales"));
        text.put("audience", List.of("everyone"));
        Map<String, List<String>> both = new HashMap<>(text);
        both.put("pick.region", List.of("london"));

        assertThat(Chosen.read(boxes, TAXONOMY)).isEqualTo(new Chosen("region = london", true, Optional.empty()));
        assertThat(Chosen.read(text, TAXONOMY)).isEqualTo(new Chosen("everyone", false, Optional.empty()));
        assertThat(Chosen.read(both, TAXONOMY))
                .isEqualTo(new Chosen("everyone", false, Optional.of("region = london")));
    }

    @Test
    void aFormWithoutBoxesIsItsText() {
        assertThat(Chosen.read(form("audience", "has sms"), TAXONOMY).text()).isEqualTo("has sms");
    }

    /// Boxes say nothing of an expression that is more than they can say: left alone, they change nothing.
    @Test
    void anExpressionBeyondTheBoxesIsKept() {
        Map<String, List<String>> form = form(
                "audience", "sector = retail or has sms",
                "audience.was", "sector = retail or has sms",
                "audience.picked", "");

        assertThat(Chosen.read(form, TAXONOMY).text()).isEqualTo("sector = retail or has sms");
    }
}

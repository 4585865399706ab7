package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.pages.Typed;

/// Everything that is wrong with a draft is found at once, and leads to its field.
class CheckTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    private static final Draft DRAFT = new Draft("", Optional.empty(), Optional.empty());

    private static Fields draft() {
        Template item = Template.shipped().stream()
                .filter(each -> each.key().equals("suspicious-item"))
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> filled = new TreeMap<>(item.fields().values());
        filled.replaceAll((_, values) -> values.stream()
                .map(each -> each.replaceAll("\\[[^\\[\\]]+\\]", "Camden"))
                .toList());
        return new Fields(filled).with("audience", "region = london");
    }

    private static Check check(Fields fields) {
        return Check.of(fields, DRAFT, LINKS, Taxonomy.standard(), NOW);
    }

    @Test
    void aRightDraftMayBeSubmitted() {
        assertThat(check(draft()).isRight()).isTrue();
        assertThat(check(draft()).notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "event, '', event",
        "expires, soon, expires",
        "expires, '', expires",
        "audience, region = moon, audience",
        "audience, '', audience",
        "categories, Nothing, categories",
        "severity, Worst, severity",
        "area.circle.latitude, north, area.circle.latitude",
        "area.polygons, '1,2 3,4', area.polygons",
        "area.polygons, here, area.polygons",
        "variants[0].headline, '', variants[0].headline",
        "variants[1].headline, '', variants[1].headline",
        "plan[1].after, later, plan[1].after",
        "plan[3].after, 1 minute, plan[3].after",
        "plan[2].enough, most, plan[2].enough",
        "plan[2].among, moon = 1, plan[2].among",
        "plan[0].condition, unacknowledged, plan[0].condition",
        "questions[0].text.en, '', questions[0].text.en",
        "questions[0].choices[1].en, '', questions[0].choices[1].en",
        "actions[0].target, nobody, actions[0].target",
        "link, https://bit.ly/x, link"
    })
    void aFaultLeadsToItsField(String field, String value, String where) {
        Check check = check(draft().with(field, value));

        assertThat(check.isRight()).isFalse();
        assertThat(check.faults()).extracting(Typed.Fault::field).contains(where);
        assertThat(check.faults()).allSatisfy(fault -> assertThat(fault.words()).endsWith("."));
    }

    /// The Welsh of the first tier is left out, so the second tier stands elsewhere in the JSON than in the form.
    @Test
    void rowsThatAreLeftOutMoveNoFault() {
        Fields fields = draft();
        for (String text : List.of("headline", "shortText", "description", "instruction")) {
            fields = fields.with("variants[1]." + text, " ");
        }
        Fields two = Rows.after("add-tier:business", fields).orElseThrow().fields();

        assertThat(check(two).faults())
                .extracting(Typed.Fault::field)
                .containsExactlyInAnyOrder("variants[2].headline", "variants[2].shortText", "variants[2].description");
        assertThat(check(two).faults().getFirst().words()).isEqualTo("Headline in English (Business) is missing.");
    }

    @Test
    void rulesAndLinterSpeakTogether() {
        Check check = check(draft().with("variants[0].shortText", "Expected imminently [here]"));

        assertThat(check.faults()).extracting(Typed.Fault::field).containsOnly("variants[0].shortText");
        assertThat(check.faults()).hasSize(2);
    }

    @Test
    void tiersAndStepsComeAndGoByButtons() {
        Fields two = Rows.after("add-tier:ct", draft()).orElseThrow().fields();
        Fields one = Rows.after("drop-tier:0", two).orElseThrow().fields();
        Fields quiet = Rows.after("preset:quiet", one).orElseThrow().fields();

        assertThat(two.text("variants[3].tier")).isEqualTo("ct");
        assertThat(Rows.after("add-tier:ct", two).orElseThrow().fields()).isEqualTo(two);
        assertThat(one.text("variants[0].tier")).isEqualTo("ct");
        assertThat(one.rows("variants")).isEqualTo(2);
        assertThat(quiet.rows("plan")).isEqualTo(2);
        assertThat(Rows.after("add-tier:moon", one).orElseThrow().fields()).isEqualTo(one);
        assertThat(Rows.after("save", one)).isEmpty();
    }
}

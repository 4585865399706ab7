package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.Wording;
import uk.tocsin.console.api.AlertJson;
import uk.tocsin.control.AlertRules;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;
import uk.tocsin.model.Variant;

/// What ships with the product may be submitted once its places are filled in.
class TemplatesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Taxonomy TAXONOMY = Taxonomy.standard();
    private static final Links LINKS = new Links(URI.create("https://alerts.example.test"));

    static Stream<Template> templates() {
        return Template.shipped().stream().filter(each -> !each.key().equals(Template.BLANK));
    }

    private static Alert alert(Fields fields) {
        Fields placed = fields.blank("audience") ? fields.with("audience", "region = wales") : fields;
        return AlertJson.read(FormJson.read(placed, NOW, "Alert").json(), TAXONOMY, 0);
    }

    private static Fields filled(Fields fields) {
        Map<String, List<String>> filled = new TreeMap<>(fields.values());
        filled.replaceAll((_, values) -> values.stream()
                .map(each -> each.replaceAll("\\[[^\\[\\]]+\\]", "Swindon"))
                .toList());
        return new Fields(filled);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateBreaksNoRule(Template template) {
        Alert alert = alert(template.fields());

        assertThat(AlertRules.check(alert, NOW)).isEmpty();
        assertThat(alert.variants()).extracting(Variant::language).containsExactly(Language.EN, Language.CY);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void onceItsPlacesAreFilledInNobodyMinds(Template template) {
        List<Finding> findings = Lint.of(alert(filled(template.fields())), LINKS, TAXONOMY, NOW);

        if (template.key().equals("all-clear")) {
            assertThat(findings).extracting(Finding::field).containsExactly("responses");
            assertThat(findings).noneMatch(Finding::isMust);
        } else {
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void theExerciseBeginsAndEndsWithItsMark() {
        Template exercise = templates()
                .filter(each -> each.key().equals("exercise"))
                .findFirst()
                .orElseThrow();
        Alert alert = alert(exercise.fields());
        Wording wording = Wording.of(alert, alert.variants().getFirst());

        assertThat(wording.brief()).startsWith("EXERCISE EXERCISE EXERCISE").endsWith("EXERCISE EXERCISE EXERCISE");
    }

    @Test
    void theBlankOneHasAPlanAndNothingElse() {
        Template blank = Template.shipped().getLast();

        assertThat(blank.key()).isEqualTo(Template.BLANK);
        assertThat(blank.fields().rows("plan")).isEqualTo(4);
        assertThat(blank.fields().blank("variants[0].headline")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ThreatLevel.class)
    void aChangeOfTheThreatLevelSaysWhatTheLevelMeans(ThreatLevel to) {
        ThreatLevel from = to == ThreatLevel.MODERATE ? ThreatLevel.LOW : ThreatLevel.MODERATE;
        Template template = templates()
                .filter(each -> each.key().equals(Template.THREAT_LEVEL))
                .findFirst()
                .orElseThrow();
        for (ThreatLevelChange.Scope scope : ThreatLevelChange.Scope.values()) {
            Fields fields = new ThreatLevelChange(scope, from, to, NOW.minusSeconds(60))
                    .fields(template.content())
                    .with("expires", "24 hours");
            Alert alert = alert(fields);

            assertThat(AlertRules.check(alert, NOW)).isEmpty();
            assertThat(Lint.of(alert, LINKS, TAXONOMY, NOW)).isEmpty();
            assertThat(alert.severity()).isEqualTo(to.severity());
            assertThat(alert.variants().getFirst().description())
                    .contains(to.name() + " means an attack is " + to.meaning(Language.EN) + ".");
            assertThat(alert.variants().get(1).description()).contains(to.meaning(Language.CY));
        }
    }
}

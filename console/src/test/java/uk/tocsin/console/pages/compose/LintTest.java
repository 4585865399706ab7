package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.api.AlertJson;

/// A corpus of what officers might write.
class LintTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Taxonomy TAXONOMY = Taxonomy.standard();
    private static final Links LINKS = new Links(URI.create("https://alerts.example.test"));
    private static final String SHORT = "variants[0].shortText";

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

    private static List<Finding> lint(Fields fields) {
        return Lint.of(AlertJson.read(FormJson.read(fields, NOW, "Alert").json(), TAXONOMY, 0), LINKS, TAXONOMY, NOW);
    }

    private static List<Finding> lint(String field, String value) {
        return lint(draft().with(field, value));
    }

    private static void must(List<Finding> findings, String field, String words) {
        assertThat(findings).anySatisfy(each -> {
            assertThat(each.field()).isEqualTo(field);
            assertThat(each.words()).contains(words);
            assertThat(each.isMust()).isTrue();
        });
    }

    private static void should(List<Finding> findings, String field, String words) {
        assertThat(findings).anySatisfy(each -> {
            assertThat(each.field()).isEqualTo(field);
            assertThat(each.words()).contains(words);
            assertThat(each.isMust()).isFalse();
        });
    }

    @Test
    void aCarefulDraftIsLeftAlone() {
        assertThat(lint(draft())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://bit.ly/abc | shortener",
                "https://www.tinyurl.com/abc | shortener",
                "https://gov.uk.example.com/ | looks like",
                "https://www.g0v.uk/ | looks like",
                "https://police-uk.example.org/x | looks like",
                "https://xn--gv-8ia.uk/ | looks like",
                "https://www.bbc.co.uk/news | Only gov.uk",
                "https://notgov.uk/ | looks like",
                "http://www.gov.uk/ | without https"
            })
    void aLinkLeadsWhereReadersKnowUs(String link, String words) {
        must(lint("link", link), "link", words);
        must(lint(SHORT, "See " + link + "."), SHORT, words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.gov.uk/terrorism-national-emergency",
                "https://www.protectuk.police.uk/",
                "https://alerts.example.test/help"
            })
    void ourOwnLinksAreAllowed(String link) {
        assertThat(lint("link", link)).isEmpty();
        assertThat(lint(SHORT, "See " + link + ".")).isEmpty();
    }

    @Test
    void aButtonLeadsThereToo() {
        must(
                lint(draft().with(Map.of(
                        "actions[1].kind", "open",
                        "actions[1].target", "https://example.com/",
                        "actions[1].text.en", "Read",
                        "actions[1].text.cy", "Darllen"))),
                "actions[1].target",
                "Only gov.uk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do not panic.",
                "A horrific attack.",
                "Carnage at the station.",
                "Run for your lives.",
                "Chaos in Camden"
            })
    void panicIsPointedOut(String text) {
        should(lint(SHORT, text), SHORT, "frightens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "An attack is imminent.",
                "The state of alert is raised.",
                "Response level HEIGHTENED at all sites.",
                "BLACK SPECIAL is in force.",
                "Mae posibilrwydd cryf o ymosodiad."
            })
    void oldWordingOfThreatLevelsIsRefused(String text) {
        must(lint(SHORT, text), SHORT, "no current wording");
    }

    @Test
    void aLevelMeansWhatItMeans() {
        must(lint(SHORT, "The threat level is SEVERE: an attack is likely."), SHORT, "not what the level");
        assertThat(lint(SHORT, "The threat level is SEVERE: an attack is highly likely."))
                .isEmpty();
    }

    @Test
    void welshIsMissedWhereSomebodyInWalesMayBeMeant() {
        Fields english = draft();
        for (String text : List.of("headline", "shortText", "description", "instruction")) {
            english = english.with("variants[1]." + text, "");
        }

        assertThat(lint(english)).isEmpty();
        should(lint(english.with("audience", "sector = retail")), "variants[0].headline", "Wales");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everyone | true",
                "sector = retail | true",
                "region = wales | true",
                "not region = wales | false",
                "region in (london, wales) | true",
                "region = london | false",
                "force = gwent | true",
                "force = kent | false",
                "force = btp | true",
                "sector = retail and region = london | false",
                "sector = retail or region = london | true",
                "not (sector = retail or region = wales) | false"
            })
    void whoMayBeInWales(String audience, boolean may) {
        assertThat(Wales.mayBeMeant(AudienceText.parse(audience, TAXONOMY), TAXONOMY))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "5 minutes, Extreme, Is soon",
        "3 days, Extreme, Is late",
        "3 days, Severe, Is late",
        "30 minutes, Minor, Is soon"
    })
    void theEndFitsTheSeverity(String ends, String severity, String words) {
        should(lint(draft().with("expires", ends).with("severity", severity)), "expires", words);
    }

    @ParameterizedTest
    @CsvSource({
        "urgency, Past, urgency, Is Past",
        "responses, AllClear, severity, danger",
        "severity, Unknown, severity, Unknown",
        "responses, None, responses, what people should do"
    })
    void termsThatContradictEachOtherAreFound(String field, String value, String where, String words) {
        assertThat(lint(field, value)).anySatisfy(each -> {
            assertThat(each.field()).isEqualTo(where);
            assertThat(each.words()).contains(words);
        });
    }

    @Test
    void whatIsToComeCannotHaveBeenSeen() {
        must(
                lint(draft().with("certainty", "Observed").with("urgency", "Future")),
                "certainty",
                "cannot have been seen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call Sam on 07700 900123.",
                "Call +44 7700 900123 now",
                "Ring (020) 7946 0123",
                "Write to sam@example.test."
            })
    void nobodysOwnAddressGoesOut(String text) {
        must(lint(SHORT, text), SHORT, "somebody's own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call 999.",
                "Call 0800 789 321.",
                "Write to reports@met.police.uk.",
                "On 26/11/2026 at 09:30, 1200 people.",
                "Flight BA0012345678"
            })
    void publishedOnesMay(String text) {
        assertThat(lint(SHORT, text)).isEmpty();
    }

    @Test
    void capitalsAndExclamationsAreLoud() {
        should(lint(SHORT, "KEEP AWAY FROM CAMDEN HIGH STREET"), SHORT, "capitals");
        should(lint(SHORT, "Keep away!!"), SHORT, "exclamation");
        assertThat(lint(SHORT, "RUN to safety, HIDE, then TELL the police what you saw there."))
                .isEmpty();
    }

    @Test
    void aLongTextIsCounted() {
        should(lint(SHORT, "Keep away from the area. ".repeat(18)), SHORT, "parts");
    }

    @Test
    void aPlaceIsFilledIn() {
        must(lint(SHORT, "Keep away from [place]."), SHORT, "[place]");
    }

    @Test
    void marksOfAnExerciseBelongToExercisesAndComeByThemselves() {
        must(lint(SHORT, "EXERCISE EXERCISE EXERCISE Keep away."), SHORT, "the alert is real");
        should(
                lint(draft().with("mode", "Exercise").with(SHORT, "EXERCISE EXERCISE EXERCISE Keep away.")),
                SHORT,
                "twice");
    }
}

package uk.tocsin.console.pages.compose;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.Language;
import uk.tocsin.model.ResponseType;

/// That the threat level has changed: a typed thing, from which the words are made. The Joint Terrorism Analysis
/// Centre sets the level for the United Kingdom; that of Northern Ireland-related terrorism is set by MI5.
///
/// @param decided when it was
record ThreatLevelChange(Scope scope, ThreatLevel from, ThreatLevel to, Instant decided) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter DAY_CY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.of("cy"));

    /// Whose level it is.
    enum Scope {
        NATIONAL(
                "national",
                "the UK from terrorism",
                "y DU o derfysgaeth",
                "the Joint Terrorism Analysis Centre (JTAC)",
                "y Cyd-ganolfan Dadansoddi Terfysgaeth (JTAC)",
                "United Kingdom"),
        NORTHERN_IRELAND(
                "northern-ireland",
                "Northern Ireland from Northern Ireland-related terrorism",
                "Ogledd Iwerddon o derfysgaeth sy'n gysylltiedig â Gogledd Iwerddon",
                "MI5",
                "MI5",
                "Northern Ireland");

        private final String word;
        private final String threat;
        private final String threatInWelsh;
        private final String source;
        private final String sourceInWelsh;
        private final String area;

        Scope(String word, String threat, String threatInWelsh, String source, String sourceInWelsh, String area) {
            this.word = word;
            this.threat = threat;
            this.threatInWelsh = threatInWelsh;
            this.source = source;
            this.sourceInWelsh = sourceInWelsh;
            this.area = area;
        }

        /// What a form sends for it.
        String word() {
            return word;
        }

        /// The one that a form sent; national when it is none.
        static Scope of(String word) {
            return word.equals(NORTHERN_IRELAND.word) ? NORTHERN_IRELAND : NATIONAL;
        }
    }

    boolean isRise() {
        return to.compareTo(from) > 0;
    }

    /// The template's fields with the words of this change.
    ///
    /// @param template everything else of such an alert
    Fields fields(JsonObject template) {
        Map<String, String> words = new HashMap<>();
        words.put("event", "Threat level change");
        words.put("severity", to.severity().word());
        words.put("urgency", to.urgency().word());
        words.put("certainty", Certainty.OBSERVED.word());
        words.put("area.description", scope.area);
        words.put("knownAt", Moments.write(decided));
        if (scope == Scope.NORTHERN_IRELAND) {
            words.put("audience", "region = northern-ireland");
        }
        english(words);
        welsh(words);
        Map<String, List<String>> all = new HashMap<>(FormJson.write(template).values());
        all.put("responses", List.of((isRise() ? ResponseType.PREPARE : ResponseType.MONITOR).word()));
        return new Fields(all).with(words);
    }

    private void english(Map<String, String> words) {
        String verb = isRise() ? "raised" : "lowered";
        String level = to.in(Language.EN);
        words.put("variants[0].headline", "UK threat level " + verb + " to " + level);
        if (scope == Scope.NORTHERN_IRELAND) {
            words.put("variants[0].headline", "Northern Ireland threat level " + verb + " to " + level);
        }
        words.put(
                "variants[0].shortText",
                "The threat level is now " + level + ": an attack is " + to.meaning(Language.EN)
                        + ". Review your security plans.");
        words.put(
                "variants[0].description",
                "The threat level to " + scope.threat + " was " + verb + " from " + from.in(Language.EN) + " to "
                        + level + " at " + TIME.format(decided.atZone(Text.ZONE)) + " on "
                        + DAY.format(decided.atZone(Text.ZONE)) + ". " + level + " means an attack is "
                        + to.meaning(Language.EN) + ".\n\nThe level is set by " + scope.source + ".");
    }

    private void welsh(Map<String, String> words) {
        String verb = isRise() ? "godi" : "ostwng";
        String level = to.in(Language.CY);
        String headline =
                scope == Scope.NATIONAL ? "Lefel bygythiad y DU wedi'i " : "Lefel bygythiad Gogledd Iwerddon wedi'i ";
        words.put("variants[1].headline", headline + verb + " i " + level);
        words.put(
                "variants[1].shortText",
                "Y lefel bygythiad yw " + level + ": mae ymosodiad yn " + to.meaning(Language.CY)
                        + ". Adolygwch eich cynlluniau diogelwch.");
        words.put(
                "variants[1].description",
                "Cafodd lefel y bygythiad i " + scope.threatInWelsh + " ei " + verb + " o " + from.in(Language.CY)
                        + " i " + level + " am " + TIME.format(decided.atZone(Text.ZONE)) + " ar "
                        + DAY_CY.format(decided.atZone(Text.ZONE)) + ". Mae " + level + " yn golygu bod ymosodiad yn "
                        + to.meaning(Language.CY) + ".\n\nGosodir y lefel gan " + scope.sourceInWelsh + ".");
    }
}

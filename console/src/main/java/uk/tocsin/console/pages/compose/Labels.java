package uk.tocsin.console.pages.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// What the fields of the editor are called.
final class Labels {
    private static final Pattern ROW = Pattern.compile("(variants|plan|questions|actions)\\[([0-9]+)\\]\\.?(.*)");

    private Labels() {}

    /// What a field is called, where in the form it stands included.
    static String of(String field, Fields fields) {
        Matcher row = ROW.matcher(field);
        return row.matches() ? row(row.group(1), Integer.parseInt(row.group(2)), row.group(3), fields) : plain(field);
    }

    private static String row(String list, int index, String inside, Fields fields) {
        return switch (list) {
            case "variants" -> variant(index, inside, fields);
            case "plan" -> "Step " + (index + 1) + ": " + step(inside);
            case "questions" -> "Question " + (index + 1) + ": " + question(inside);
            default -> "Action " + (index + 1) + ": " + action(inside);
        };
    }

    private static String variant(int index, String inside, Fields fields) {
        String at = "variants[" + index + "].";
        boolean welsh = fields.text(at + "language").equals(Language.CY.word());
        return text(inside) + (welsh ? " in Welsh" : " in English") + " (" + tier(fields.text(at + "tier")) + ")";
    }

    /// What one of the texts of a variant is called.
    static String text(String inside) {
        return switch (inside) {
            case "headline" -> "Headline";
            case "shortText" -> "Short text";
            case "description" -> "What is happening";
            case "instruction" -> "What to do";
            case "tier" -> "Tier";
            default -> "Language";
        };
    }

    /// What a tier is called, by its word.
    static String tier(String word) {
        for (Tier tier : Tier.values()) {
            if (tier.word().equals(word)) {
                return Text.tier(tier);
            }
        }
        return "Unknown tier";
    }

    private static String step(String inside) {
        return switch (inside) {
            case "after" -> "when";
            case "among" -> "for whom";
            case "condition" -> "condition";
            case "enough" -> "share that is enough";
            default -> "channel";
        };
    }

    private static String question(String inside) {
        String language = inside.endsWith(".cy") ? " in Welsh" : "";
        if (!inside.startsWith("choices[")) {
            return "what you ask" + language;
        }
        return "answer " + (inside.charAt("choices[".length()) - '0' + 1) + language;
    }

    private static String action(String inside) {
        return switch (inside) {
            case "target" -> "number, address or training";
            case "kind" -> "kind";
            case "text.cy" -> "words in Welsh";
            default -> "words";
        };
    }

    private static String plain(String field) {
        return switch (field) {
            case "event" -> "Event";
            case "mode" -> "Mode";
            case "handling" -> "Handling";
            case "urgency" -> "Urgency";
            case "severity" -> "Severity";
            case "certainty" -> "Certainty";
            case "categories" -> "Category";
            case "responses" -> "Response";
            case "link" -> "Link";
            case "audience" -> "Audience";
            case "expires" -> "Ends";
            case "knownAt" -> "Known at";
            case "area.description" -> "Area";
            case "area.polygons" -> "Area's outline";
            case "area.circle.latitude" -> "Latitude";
            case "area.circle.longitude" -> "Longitude";
            case "area.circle.radiusKm" -> "Radius";
            case "plan" -> "Plan";
            case "variants" -> "Texts";
            default -> "Draft";
        };
    }
}

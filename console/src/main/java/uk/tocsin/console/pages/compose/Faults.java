package uk.tocsin.console.pages.compose;

import java.util.Locale;
import uk.tocsin.console.pages.Typed;

/// Leads what is wrong with a draft to the field of the form that it is about, in words that fit there. Pure; any
/// thread.
final class Faults {
    private final Fields fields;
    private final FormJson.Read read;

    Faults(Fields fields, FormJson.Read read) {
        this.fields = fields;
        this.read = read;
    }

    /// What the API's reader or the rules of the control log found.
    ///
    /// @param path in the contract, or as the rules have it
    Typed.Fault of(String path, String reason) {
        String field = field(path);
        return new Typed.Fault(field, label(field) + " " + plain(field, reason));
    }

    /// What the linter found.
    Typed.Fault of(Finding finding) {
        String field = field(finding.field());
        String words = finding.words();
        return new Typed.Fault(
                field, label(field) + " " + words.substring(0, 1).toLowerCase(Locale.UK) + words.substring(1));
    }

    /// The rules name some fields as the model does.
    private static String contract(String path) {
        return path.replaceFirst("^classification\\.", "")
                .replaceFirst("^plan\\.steps\\[", "plan[")
                .replaceFirst("^(plan\\[[0-9]+\\])\\.delay$", "$1.after");
    }

    /// The field of the form: the one named, else the nearest around it, else the first within it.
    private String field(String path) {
        String field = read.field(contract(path));
        if (field.matches(Fields.PATTERN)) {
            return field;
        }
        if (field.startsWith("area.polygons")) {
            return "area.polygons";
        }
        if (field.matches("(categories|responses)\\[.*")) {
            return field.substring(0, field.indexOf('['));
        }
        String inside = switch (field.replaceAll("\\[[0-9]+\\]", "")) {
            case "variants" -> field.endsWith("]") ? field + ".headline" : "variants";
            case "plan" -> field.endsWith("]") ? field + ".channel" : "plan";
            case "questions.text" -> field + ".en";
            case "questions.choices" -> field.endsWith("]") ? field + ".en" : field + "[0].en";
            case "actions.text" -> field + ".en";
            case "questions" -> field.endsWith("]") ? field + ".text.en" : "questions[0].text.en";
            case "actions" -> field.endsWith("]") ? field + ".target" : "actions[0].target";
            case "area.circle" -> "area.circle.latitude";
            case "area" -> "area.description";
            default -> "";
        };
        return inside;
    }

    /// What a field is called in a sentence.
    private String label(String field) {
        return Labels.of(field, fields);
    }

    private static String plain(String field, String reason) {
        if (reason.startsWith("is not a time")) {
            return "is no time such as " + (field.equals("expires") ? "4 hours" : "10 minutes ago")
                    + ", 18:00 or 27/11/2026 09:30.";
        }
        if (reason.startsWith("is not a duration")) {
            return "is no span of time such as 2 minutes or at once.";
        }
        if (field.equals("area.polygons") && reason.equals("is not an object")) {
            return "has a line that is no list of points.";
        }
        if ((field.equals("audience") || field.endsWith(".among")) && !reason.startsWith("is ")) {
            return "cannot be read: " + reason + ".";
        }
        if (reason.equals("is needed") || reason.startsWith("is needed, as text")) {
            return "is missing.";
        }
        return reason + (reason.endsWith(".") ? "" : ".");
    }
}

package uk.tocsin.console.pages.audience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.audience.Taxonomy;

/// What a form with both the boxes and the text of an audience means. The one that was changed counts; where both
/// were, the text counts and the officer is told what the boxes said. Immutable; any thread.
///
/// @param text of the audience
/// @param boxesChanged whether the boxes decided
/// @param left what the boxes said, where the text was changed too
public record Chosen(String text, boolean boxesChanged, Optional<String> left) {
    /// The field with the text as the form was shown.
    public static final String WAS = "audience.was";

    /// The field with the text that the boxes made as the form was shown.
    public static final String PICKED = "audience.picked";

    private static final String TEXT = "audience";

    /// Reads a form.
    public static Chosen read(Map<String, List<String>> form, Taxonomy taxonomy) {
        String text = value(form, TEXT);
        if (!form.containsKey(PICKED)) {
            return new Chosen(text, false, Optional.empty());
        }
        String boxes = AudienceChoices.read(form, taxonomy).text();
        boolean boxesChanged = !boxes.equals(value(form, PICKED));
        boolean textChanged = !text.strip().equals(value(form, WAS).strip());
        if (boxesChanged && textChanged && !text.strip().equals(boxes)) {
            return new Chosen(text, false, Optional.of(boxes));
        }
        return boxesChanged ? new Chosen(boxes, true, Optional.empty()) : new Chosen(text, false, Optional.empty());
    }

    private static String value(Map<String, List<String>> form, String field) {
        List<String> values = form.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}

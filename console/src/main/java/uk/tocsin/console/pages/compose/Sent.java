package uk.tocsin.console.pages.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.audience.AudienceChoices;
import uk.tocsin.console.pages.audience.Audiences;
import uk.tocsin.console.pages.audience.Chosen;

/// What the editor sent.
///
/// @param deed the button
/// @param revision of the pad that the page knew
/// @param page the page
/// @param version of the alert that the page knew
/// @param chosen what the audience is
record Sent(Fields fields, String deed, int revision, String page, int version, Chosen chosen) {
    private static final String PATTERN =
            Fields.PATTERN + "|" + AudienceChoices.PATTERN + "|deed|revision|page|version";

    /// Reads a form; a field that the editor does not have is refused.
    static Sent read(Form form, Draft draft, Taxonomy taxonomy) {
        Map<String, List<String>> all = Audiences.values(form.matching(PATTERN));
        Chosen chosen = Chosen.read(all, taxonomy);
        Map<String, List<String>> typed = new HashMap<>();
        all.forEach((name, values) -> {
            if (name.matches(Fields.PATTERN)) {
                typed.put(name, values);
            }
        });
        typed.put("audience", List.of(chosen.text()));
        return new Sent(
                draft.fixed(new Fields(typed)),
                form.text("deed"),
                number(form.text("revision")),
                form.text("page"),
                number(form.text("version")),
                chosen);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    /// The same with other fields.
    Sent with(Fields other) {
        return new Sent(other, deed, revision, page, version, chosen);
    }

    /// What the boxes of the audience said, where the text was changed too.
    Optional<String> clash() {
        return chosen.left();
    }
}

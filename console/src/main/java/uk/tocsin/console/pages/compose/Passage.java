package uk.tocsin.console.pages.compose;

import java.util.ArrayList;
import java.util.List;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;
import uk.tocsin.model.Question;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// A text of an alert that people read.
///
/// @param field the path in the API's contract
record Passage(String field, String text, Language language) {
    /// All of an alert that are not empty.
    static List<Passage> of(Alert alert) {
        List<Passage> all = new ArrayList<>();
        all.add(new Passage("event", alert.event(), Language.EN));
        all.add(new Passage("area.description", alert.area().description(), Language.EN));
        for (int i = 0; i < alert.variants().size(); i++) {
            Variant variant = alert.variants().get(i);
            String at = "variants[" + i + "].";
            all.add(new Passage(at + "headline", variant.headline(), variant.language()));
            all.add(new Passage(at + "shortText", variant.shortText(), variant.language()));
            all.add(new Passage(at + "description", variant.description(), variant.language()));
            all.add(new Passage(at + "instruction", variant.instruction(), variant.language()));
        }
        List<Question> questions = alert.prompts().questions();
        for (int i = 0; i < questions.size(); i++) {
            words(all, "questions[" + i + "].text", questions.get(i).words());
            List<Words> choices = questions.get(i).choices();
            for (int k = 0; k < choices.size(); k++) {
                words(all, "questions[" + i + "].choices[" + k + "]", choices.get(k));
            }
        }
        List<Action> actions = alert.prompts().actions();
        for (int i = 0; i < actions.size(); i++) {
            words(all, "actions[" + i + "].text", actions.get(i).words());
        }
        return all.stream().filter(each -> !each.text().isBlank()).toList();
    }

    private static void words(List<Passage> all, String field, Words words) {
        all.add(new Passage(field + ".en", words.english(), Language.EN));
        all.add(new Passage(field + ".cy", words.welsh(), Language.CY));
    }
}

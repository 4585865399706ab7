package uk.tocsin.console.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Response;
import uk.tocsin.model.Words;

/// The part of an alert's page on which its reader answers: that they have read it, that they have acted, and what
/// the officer asks, each a form of its own. Not for threads.
final class AnswerHtml {
    private final Html body;
    private final Language language;
    private final Desk desk;

    /// Where the forms of a page lead.
    ///
    /// @param action the address that they are posted to
    /// @param hidden what each of them carries
    record Desk(String action, Map<String, String> hidden) {}

    AnswerHtml(Html body, Language language, Desk desk) {
        this.body = body;
        this.language = language;
        this.desk = desk;
    }

    /// The problem of a question whose button was pressed without an answer.
    static Given unanswered(int question) {
        Given given = new Given(Map.of());
        given.problem(Press.field(question), Phrase.ANSWER_MISSING);
        return given;
    }

    /// The problems of the forms, with links to their fields; nothing where there are none.
    static void summary(Html body, Language language, Given given) {
        body.raw(new FormHtml(language, given).summary().html().toString());
    }

    /// The button, or the thanks for having pressed it.
    AnswerHtml read(boolean acknowledged, Phrase button, Phrase noted) {
        if (acknowledged) {
            Notification.GOOD.open(body, Phrase.THANKS.in(language));
            body.p(noted.in(language));
            Notification.GOOD.close(body);
        } else {
            button("acknowledge", "", button, Phrase.READ_HINT);
        }
        return this;
    }

    /// The button that says that one has acted, or that it was noted.
    AnswerHtml acted(boolean acted) {
        if (acted) {
            body.p(Phrase.ACTED_NOTED.in(language));
        } else {
            button("acted", " govuk-button--secondary", Phrase.ACTED, Phrase.ACTED_HINT);
        }
        return this;
    }

    /// Says that one press answers for all of the reader's premises, where they answer for more than one.
    AnswerHtml premises(int count) {
        if (count > 1) {
            body.raw("<div class=\"govuk-inset-text\">")
                    .text(Phrase.FOR_PREMISES.in(language).formatted(count))
                    .raw("</div>\n");
        }
        return this;
    }

    private void button(String kind, String style, Phrase words, Phrase hint) {
        FormHtml form = begin(new Given(Map.of()));
        form.html()
                .raw("<button class=\"govuk-button" + style + "\" name=\"kind\" value=\"" + kind + "\">")
                .text(words.in(language))
                .raw("</button>\n")
                .element("p", "govuk-hint", hint.in(language));
        body.raw(form.close().html().toString());
    }

    private FormHtml begin(Given given) {
        FormHtml form = new FormHtml(language, given).open(desk.action());
        new TreeMap<>(desk.hidden()).forEach(form::hidden);
        return form;
    }

    /// The questions, each with what was answered to it already.
    void questions(Prompts prompts, Said said, Given given) {
        if (prompts.questions().isEmpty()) {
            return;
        }
        body.raw("<section>\n").h2(Phrase.QUESTIONS.in(language));
        for (int i = 0; i < prompts.questions().size(); i++) {
            question(i, prompts.questions().get(i), said.to(i), given);
        }
        body.raw("</section>\n");
    }

    private void question(int number, Question question, Optional<Response> answered, Given given) {
        String field = Press.field(number);
        FormHtml form = begin(shown(field, answered, given))
                .hidden("kind", "answer")
                .hidden("question", Integer.toString(number));
        List<FormHtml.Choice> choices = choices(question);
        Bilingual hint = answered.<Bilingual>map(response -> said -> Phrase.ANSWERED.in(said) + ": "
                        + choices.get(response.choice()).label())
                .orElse(Wording.NOTHING);
        form.html().raw("<div" + lang(question.words(), language) + ">\n");
        form.radios(field, question.words()::in, hint, choices).html().raw("</div>\n");
        Phrase words = answered.isPresent() ? Phrase.ANSWER_CHANGE : Phrase.ANSWER_SEND;
        form.html()
                .raw("<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">")
                .text(words.in(language))
                .element(
                        "span", "govuk-visually-hidden", ": " + question.words().in(language))
                .raw("</button>\n");
        body.raw(form.close().html().toString());
    }

    /// What the field of one question holds: what is wrong with others is not told here.
    private static Given shown(String field, Optional<Response> answered, Given given) {
        Map<String, String> values = new HashMap<>();
        answered.ifPresent(response -> values.put(field, Integer.toString(response.choice())));
        Given mine = new Given(values);
        SequencedMap<String, Bilingual> problems = given.problems();
        Bilingual problem = problems.get(field);
        if (problem != null) {
            mine.problem(field, problem);
        }
        return mine;
    }

    private List<FormHtml.Choice> choices(Question question) {
        List<FormHtml.Choice> choices = new ArrayList<>();
        for (int i = 0; i < question.choices().size(); i++) {
            choices.add(new FormHtml.Choice(
                    Integer.toString(i), question.choices().get(i).in(language)));
        }
        return choices;
    }

    /// The attribute that says the language of words where it is not the page's.
    static String lang(Words words, Language language) {
        return language == Language.CY && words.welsh().isEmpty() ? " lang=\"" + Language.EN.word() + "\"" : "";
    }
}

package uk.tocsin.console.edge;

import java.util.Map;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Response;

/// What a person pressed on the page of an alert.
sealed interface Press {
    /// That they have read it.
    record Read() implements Press {}

    /// That they have acted, or an answer to something the alert asks.
    record Says(Response response) implements Press {}

    /// The button of a question, without having chosen an answer.
    record Nothing(int question) implements Press {}

    /// Nothing that this page offers.
    record Strange() implements Press {}

    /// The name of the field in which a question is answered.
    static String field(int question) {
        return "answer-" + question;
    }

    /// What a form says.
    ///
    /// @param prompts those that the page shows
    /// @param acts whether the page offers to say that one has acted
    static Press of(Map<String, String> form, Prompts prompts, boolean acts) {
        return switch (form.getOrDefault("kind", "")) {
            case "acknowledge" -> new Read();
            case "acted" -> acts ? new Says(Response.ACTION_TAKEN) : new Strange();
            case "answer" -> answer(form, prompts);
            default -> new Strange();
        };
    }

    private static Press answer(Map<String, String> form, Prompts prompts) {
        int question = digit(form.getOrDefault("question", ""));
        if (question < 0 || question >= prompts.questions().size()) {
            return new Strange();
        }
        String chosen = form.get(field(question));
        if (chosen == null) {
            return new Nothing(question);
        }
        int choice = digit(chosen);
        boolean asked = choice >= 0
                && choice < prompts.questions().get(question).choices().size();
        return asked ? new Says(new Response(question, choice)) : new Strange();
    }

    /// The number that one digit stands for; -1 for anything else.
    private static int digit(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9' ? text.charAt(0) - '0' : -1;
    }
}

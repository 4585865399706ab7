package uk.tocsin.model;

import java.util.List;

/// What the readers of an alert are asked, and what they can do.
public record Prompts(List<Question> questions, List<Action> actions) {
    /// Nothing is asked and nothing offered.
    public static final Prompts NONE = new Prompts(List.of(), List.of());

    /// An alert offers so many actions at most: the rest belongs into its text.
    public static final int MAX_ACTIONS = 4;

    public Prompts {
        questions = List.copyOf(questions);
        actions = List.copyOf(actions);
    }

    /// Whether a response answers something that is asked here; saying that one has acted always does.
    public boolean ask(Response response) {
        return response.question() == Response.ACTED
                || response.question() < questions.size()
                        && response.choice()
                                < questions.get(response.question()).choices().size();
    }
}

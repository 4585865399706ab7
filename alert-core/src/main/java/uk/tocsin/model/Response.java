package uk.tocsin.model;

/// What a person answers to an alert: that they have acted, or one choice of a question. In journals and
/// ledgers it is a number, never words.
///
/// @param question the question's place in the alert, from 0; [#ACTED] for none
/// @param choice the choice's place in the question, from 0
public record Response(int question, int choice) {
    /// An alert asks so many questions at most: more is a survey, and nobody answers it in an emergency.
    public static final int MAX_QUESTIONS = 4;

    /// So many choices fit a code.
    public static final int MAX_CHOICES = 8;

    /// Stands where the question does when it is about none.
    public static final int ACTED = -1;

    /// The person has done what the alert asks for.
    public static final Response ACTION_TAKEN = new Response(ACTED, 0);

    public Response {
        boolean acted = question == ACTED && choice == 0;
        boolean answers = question >= 0 && question < MAX_QUESTIONS && choice >= 0 && choice < MAX_CHOICES;
        if (!acted && !answers) {
            throw new IllegalArgumentException("response: no question " + question + " with a choice " + choice);
        }
    }

    /// The number of it: 0 for [#ACTION_TAKEN].
    public int code() {
        return question == ACTED ? 0 : 1 + question * MAX_CHOICES + choice;
    }

    /// The response of a number; IllegalArgumentException: none has it.
    public static Response ofCode(int code) {
        if (code == 0) {
            return ACTION_TAKEN;
        }
        if (code < 0 || code > MAX_QUESTIONS * MAX_CHOICES) {
            throw new IllegalArgumentException("response: the code " + code + " stands for none");
        }
        return new Response((code - 1) / MAX_CHOICES, (code - 1) % MAX_CHOICES);
    }
}

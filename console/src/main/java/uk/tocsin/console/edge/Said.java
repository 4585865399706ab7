package uk.tocsin.console.edge;

import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Response;

/// What a person has said to an alert.
///
/// @param acknowledged whether they have said that they have read it
/// @param responses in the order of the questions
/// @param premises how many they answer for
record Said(boolean acknowledged, List<Response> responses, int premises) {
    Said {
        responses = List.copyOf(responses);
    }

    /// Whether they have said that they have acted.
    boolean acted() {
        return responses.contains(Response.ACTION_TAKEN);
    }

    /// What they have answered to a question.
    Optional<Response> to(int question) {
        return responses.stream().filter(each -> each.question() == question).findFirst();
    }
}

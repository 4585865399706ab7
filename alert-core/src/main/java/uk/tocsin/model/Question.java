package uk.tocsin.model;

import java.util.List;

/// What an officer asks the readers of an alert, and what they may answer: "Are your people safe?".
public record Question(Words words, List<Words> choices) {
    public Question {
        choices = List.copyOf(choices);
    }
}

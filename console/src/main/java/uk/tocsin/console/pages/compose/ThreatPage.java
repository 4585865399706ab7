package uk.tocsin.console.pages.compose;

import java.util.Arrays;
import java.util.List;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.model.Language;

/// The form from which the words of a change of the threat level are made.
record ThreatPage(Frame frame, Typed typed) {
    static final List<Choice> LEVELS = Arrays.stream(ThreatLevel.values())
            .map(level ->
                    new Choice(level.word(), level.in(Language.EN), "An attack is " + level.meaning(Language.EN) + "."))
            .toList();

    static final List<Choice> SCOPES = List.of(
            new Choice("national", "United Kingdom, from terrorism", "Set by JTAC"),
            new Choice("northern-ireland", "Northern Ireland, from Northern Ireland-related terrorism", "Set by MI5"));
}

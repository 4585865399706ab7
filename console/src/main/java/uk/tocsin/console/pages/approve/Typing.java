package uk.tocsin.console.pages.approve;

import java.util.List;
import java.util.Optional;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Magnitude;
import uk.tocsin.console.pages.Text;

/// Who approves a very large alert types how many people it means, as the page showed it. Stateless; any thread.
final class Typing {
    /// The register changes all the time: a page's number holds while it is within this share of the real one.
    private static final double DRIFT = 0.01;

    private Typing() {}

    /// What is wrong with what was typed; empty when nothing is.
    ///
    /// @param meant how many it means now
    /// @param shown how many the page said
    /// @param typed what was typed, with or without separators
    static Optional<String> fault(long meant, String shown, String typed) {
        if (meant < Magnitude.VERY_LARGE) {
            return Optional.empty();
        }
        String number = typed.replaceAll("[,\\s]", "");
        if (!shown.matches("[0-9]{1,12}") || Math.abs(Long.parseLong(shown) - meant) > DRIFT * meant) {
            return Optional.of("It means " + Text.number(meant) + " people now, which is not what the page showed");
        }
        return number.equals(shown)
                ? Optional.empty()
                : Optional.of(
                        "Type " + Text.number(Long.parseLong(shown)) + " to confirm how many people this goes to");
    }

    /// The same as a problem of the field.
    static Problem problem(String words) {
        return new Problem(422, "number", words, List.of(new Problem.Field("people", words)));
    }
}

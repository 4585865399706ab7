package uk.tocsin.console.pages;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import uk.tocsin.model.Coded;

/// One of the answers to a question that has few.
///
/// @param value that the form sends
/// @param label that people read
/// @param hint more about it; empty for none
public record Choice(String value, String label, String hint) {
    public Choice(String value, String label) {
        this(value, label, "");
    }

    /// The values of an enumeration, by their words.
    public static <E extends Enum<E> & Coded> List<Choice> of(Class<E> type, Function<E, String> label) {
        return Arrays.stream(type.getEnumConstants())
                .map(each -> new Choice(each.word(), label.apply(each)))
                .toList();
    }
}

package uk.tocsin.console.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was typed into a form, and what is wrong with it: a form that comes back holds both, so nothing typed is
/// lost. Immutable.
///
/// @param values by field, in the order of the form; a field with several boxes has several
/// @param faults in the order in which they are shown
public record Typed(Map<String, List<String>> values, List<Fault> faults) {
    /// Something that is wrong.
    ///
    /// @param field that it leads to; empty for the form as a whole
    /// @param words what is wrong, as a sentence
    public record Fault(String field, String words) {}

    /// Nothing yet.
    public static final Typed NOTHING = new Typed(Map.of(), List.of());

    public Typed {
        values = Map.copyOf(values);
        faults = List.copyOf(faults);
    }

    /// A form that starts with these values.
    public static Typed of(Map<String, List<String>> values) {
        return new Typed(values, List.of());
    }

    /// The value of a field; empty for one that was not filled in.
    public String value(String field) {
        return values.getOrDefault(field, List.of("")).getFirst();
    }

    /// Whether a box of a field is ticked, or a choice made.
    public boolean has(String field, String value) {
        return values.getOrDefault(field, List.of()).contains(value);
    }

    /// What is wrong with a field.
    public Optional<String> fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::words)
                .findFirst();
    }

    /// The same with something more that is wrong.
    public Typed wrong(String field, String words) {
        List<Fault> more = new ArrayList<>(faults);
        more.add(new Fault(field, words));
        return new Typed(values, more);
    }

    /// The id of the element that holds a field.
    public static String id(String field) {
        return "f-" + field.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
    }
}

package uk.tocsin.console.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uk.tocsin.console.pages.Typed.Fault;

/// What a form sent. A room says first which fields its form has: a field that no form of ours has is not passed
/// over but refused, since somebody made it up. Collects what is wrong. For one request.
public final class Form {
    private final Map<String, List<String>> values;
    private final List<Fault> faults = new ArrayList<>();

    Form(Map<String, List<String>> values) {
        this.values = new TreeMap<>(values);
    }

    /// Refuses every field but these.
    public Form only(String... fields) {
        return matching("(" + String.join("|", fields) + ")");
    }

    /// Refuses every field whose name is not of this pattern.
    public Form matching(String pattern) {
        for (String name : values.keySet()) {
            if (!name.matches(pattern)) {
                throw new ForeignFieldException(name);
            }
        }
        return this;
    }

    /// The fields that were sent.
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /// What was typed, without spaces around it; empty for nothing.
    public String text(String field) {
        return values.getOrDefault(field, List.of("")).getFirst().strip();
    }

    /// What was typed, with the spaces around it, as passwords may have them; empty for nothing.
    public String exactly(String field) {
        return values.getOrDefault(field, List.of("")).getFirst();
    }

    /// The same form without a field.
    Form without(String field) {
        Map<String, List<String>> others = new TreeMap<>(values);
        others.remove(field);
        return new Form(others);
    }

    /// What was typed, if anything was.
    public Optional<String> given(String field) {
        String text = text(field);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// What was typed, which has to be something.
    ///
    /// @param words what to say when it is not, such as "Enter a reason"
    public String needed(String field, String words) {
        String text = text(field);
        if (text.isEmpty()) {
            wrong(field, words);
        }
        return text;
    }

    /// Every value of a field.
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /// Whether a button or box was pressed.
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /// Says what is wrong with a field.
    public void wrong(String field, String words) {
        faults.add(new Fault(field, words));
    }

    /// Whether nothing is wrong so far.
    public boolean right() {
        return faults.isEmpty();
    }

    /// What was typed, and what is wrong with it.
    public Typed typed() {
        return new Typed(values, faults);
    }
}

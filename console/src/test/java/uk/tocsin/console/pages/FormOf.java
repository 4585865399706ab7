package uk.tocsin.console.pages;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Forms for tests.
public final class FormOf {
    private FormOf() {}

    /// One that sent these.
    public static Form fields(Map<String, String> values) {
        return new Form(values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))));
    }
}

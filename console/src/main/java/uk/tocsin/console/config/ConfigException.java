package uk.tocsin.console.config;

import java.util.List;

/// The configuration cannot be used. Every problem is named at once, so that one look mends them all.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /// @param problems each names a setting and what is wrong with it
    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// Each names a setting and what is wrong with it.
    public List<String> problems() {
        return problems;
    }
}

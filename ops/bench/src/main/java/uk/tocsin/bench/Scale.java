package uk.tocsin.bench;

import java.util.Arrays;
import java.util.Locale;

/// How much a bench does.
enum Scale {
    /// Seconds: proves that the bench runs; its figures mean nothing.
    SMALL,
    /// A minute or two each: what the figures in the documents were measured with.
    USUAL,
    /// The sizes of the design, which take minutes and gigabytes.
    FULL;

    /// The size at this scale.
    int of(int small, int usual, int full) {
        return switch (this) {
            case SMALL -> small;
            case USUAL -> usual;
            case FULL -> full;
        };
    }

    static Scale of(String word) {
        return Arrays.stream(values())
                .filter(scale -> scale.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--scale: \"" + word + "\" is not small, usual or full"));
    }
}

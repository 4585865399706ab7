package uk.tocsin.simulation;

/// An invariant does not hold.
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;

    Violation(Invariant invariant, String words) {
        super(invariant + ": " + words);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    static void unless(boolean holds, Invariant invariant, String words, Object... values) {
        if (!holds) {
            throw new Violation(invariant, words.formatted(values));
        }
    }
}

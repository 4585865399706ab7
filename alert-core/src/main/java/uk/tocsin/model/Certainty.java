package uk.tocsin.model;

/// CAP 1.2 certainty.
public enum Certainty implements Coded {
    OBSERVED(0, "Observed"),
    LIKELY(1, "Likely"),
    POSSIBLE(2, "Possible"),
    UNLIKELY(3, "Unlikely"),
    UNKNOWN(4, "Unknown");

    private final int code;
    private final String word;

    Certainty(int code, String word) {
        this.code = code;
        this.word = word;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}

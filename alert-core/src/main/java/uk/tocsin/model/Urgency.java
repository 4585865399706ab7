package uk.tocsin.model;

/// CAP 1.2 urgency.
public enum Urgency implements Coded {
    IMMEDIATE(0, "Immediate"),
    EXPECTED(1, "Expected"),
    FUTURE(2, "Future"),
    PAST(3, "Past"),
    UNKNOWN(4, "Unknown");

    private final int code;
    private final String word;

    Urgency(int code, String word) {
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

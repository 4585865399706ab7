package uk.tocsin.model;

/// CAP 1.2 severity, gravest first: the order is the lanes' order of service.
public enum Severity implements Coded {
    EXTREME(0, "Extreme"),
    SEVERE(1, "Severe"),
    MODERATE(2, "Moderate"),
    MINOR(3, "Minor"),
    UNKNOWN(4, "Unknown");

    private final int code;
    private final String word;

    Severity(int code, String word) {
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

package uk.tocsin.model;

/// Levels of access, lowest first. A subscriber reads what is meant for their tier and those below.
public enum Tier implements Coded {
    PUBLIC(0, "public"),
    BUSINESS(1, "business"),
    SECURITY(2, "security"),
    CT(3, "ct");

    private final int code;
    private final String word;

    Tier(int code, String word) {
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

    /// Whether a holder of this tier may read what is meant for `other`.
    public boolean mayRead(Tier other) {
        return code >= other.code;
    }
}

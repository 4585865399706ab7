package uk.tocsin.model;

/// Government handling marking. Above public, no message carries the text: only that there is something to
/// read.
public enum Handling implements Coded {
    PUBLIC(0, "OFFICIAL-PUBLIC"),
    OFFICIAL(1, "OFFICIAL"),
    SENSITIVE(2, "OFFICIAL-SENSITIVE");

    private final int code;
    private final String word;

    Handling(int code, String word) {
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

    /// Whether push, SMS and email may carry the alert's own words.
    public boolean textMayTravel() {
        return this == PUBLIC;
    }
}

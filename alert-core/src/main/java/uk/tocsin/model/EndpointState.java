package uk.tocsin.model;

/// Whether an endpoint may be written to.
public enum EndpointState implements Coded {
    /// Its owner has not answered from it yet: it gets nothing but the question.
    UNCONFIRMED(0, "unconfirmed"),
    IN_USE(1, "in-use"),
    /// Its owner wants nothing there for the time being.
    OFF(2, "off");

    private final int code;
    private final String word;

    EndpointState(int code, String word) {
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

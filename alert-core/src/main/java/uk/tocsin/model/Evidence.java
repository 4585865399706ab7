package uk.tocsin.model;

/// What is known to have happened to a delivery at one endpoint. Only ever added. The order of the codes is the
/// order of rank.
public enum Evidence implements Coded {
    ACCEPTED(0, "accepted"),
    FAILED(1, "failed"),
    DELIVERED(2, "delivered"),
    READ(3, "read"),
    ACKNOWLEDGED(4, "acknowledged");

    private final int code;
    private final String word;

    Evidence(int code, String word) {
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

    /// Whether this says the message arrived or was taken: everything except a failure.
    public boolean positive() {
        return this != FAILED;
    }
}

package uk.tocsin.model;

/// Why a request certainly never reached the provider, or was certainly not processed there.
public enum NotSentCause implements Coded {
    PERMIT(0, "permit-ended"),
    GATE(1, "withdrawn-or-expired"),
    CONNECT(2, "could-not-connect"),
    REFUSED_STREAM(3, "stream-refused"),
    UNAVAILABLE(4, "provider-unavailable"),
    AUTHENTICATION(5, "authentication"),
    BREAKER(6, "breaker-open"),
    INTERNAL(7, "internal-error");

    private final int code;
    private final String word;

    NotSentCause(int code, String word) {
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

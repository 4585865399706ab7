package uk.tocsin.model;

/// Why an endpoint is not used, whatever the alert.
public enum SuppressionCause implements Coded {
    /// Its owner stopped messages by the link in one.
    UNSUBSCRIBED(0, "unsubscribed"),
    /// Its owner texted STOP, or the like.
    STOPPED(1, "stopped"),
    /// The provider says that nobody is there.
    DEAD(2, "dead"),
    /// Its owner's mail service passed a complaint on.
    COMPLAINT(3, "complaint"),
    /// An officer said so.
    OFFICER(4, "officer");

    private final int code;
    private final String word;

    SuppressionCause(int code, String word) {
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

package uk.tocsin.model;

/// How a dispatched alert is related to those before it: it decides who receives it.
public enum Relation implements Coded {
    /// The first of its line: its audience receives it.
    ORIGINAL(0, "original"),
    /// Replaces its parent: for everyone whom the line was attempted to, and for new matches of its audience.
    UPDATE(1, "update"),
    /// Ends its parent (a cancellation, an all-clear): for everyone whom the line was attempted to.
    CANCEL(2, "cancel"),
    /// Repeats its parent word for word, under the parent's approval: for those whom the line did not reach.
    RESEND(3, "resend");

    private final int code;
    private final String word;

    Relation(int code, String word) {
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

package uk.tocsin.model;

/// What must not have happened before a step of a plan reaches somebody. It is looked at when the step is due,
/// and again before each try.
public enum Condition implements Coded {
    /// The step is for everybody.
    ALWAYS(0, "always"),
    /// Only while nobody has acknowledged the alert for one of the premises that the person answers for; a
    /// person without premises answers for themselves.
    UNACKNOWLEDGED(1, "unacknowledged");

    private final int code;
    private final String word;

    Condition(int code, String word) {
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

package uk.tocsin.model;

/// CAP 1.2 status of an alert: the real thing, an exercise, or a test. Fixed when the alert is created.
public enum Mode implements Coded {
    ACTUAL(0, "Actual"),
    EXERCISE(1, "Exercise"),
    TEST(2, "Test");

    private final int code;
    private final String word;

    Mode(int code, String word) {
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

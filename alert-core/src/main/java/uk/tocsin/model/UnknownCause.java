package uk.tocsin.model;

/// Why nobody can say whether a written request was processed.
public enum UnknownCause implements Coded {
    TIMEOUT(0, "timeout"),
    RESET(1, "connection-reset"),
    CRASH(2, "process-ended"),
    PROTOCOL(3, "unreadable-answer"),
    SERVER_ERROR(4, "server-error");

    private final int code;
    private final String word;

    UnknownCause(int code, String word) {
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

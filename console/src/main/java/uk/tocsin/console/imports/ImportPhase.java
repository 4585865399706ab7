package uk.tocsin.console.imports;

import uk.tocsin.model.Coded;

/// How far an uploaded list has come.
public enum ImportPhase implements Coded {
    /// Its rows are judged; nothing is stored.
    JUDGING(0, "judging"),
    /// Somebody has to say whether it goes into the register.
    JUDGED(1, "judged"),
    /// It goes into the register.
    RUNNING(2, "running"),
    /// Something came between: it can go on where it was.
    STOPPED(3, "stopped"),
    /// All of it is in the register.
    DONE(4, "done"),
    /// It cannot be read as a list.
    UNREADABLE(5, "unreadable"),
    /// Somebody said that it does not go in.
    DISCARDED(6, "discarded");

    private final int code;
    private final String word;

    ImportPhase(int code, String word) {
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

    /// Whether nothing more comes of it, and the list is not kept any more.
    public boolean ended() {
        return this == DONE || this == UNREADABLE || this == DISCARDED;
    }

    /// Whether it can begin, or go on.
    public boolean canStart() {
        return this == JUDGED || this == STOPPED;
    }

    /// Whether the thread of the imports is at it.
    public boolean works() {
        return this == JUDGING || this == RUNNING;
    }
}

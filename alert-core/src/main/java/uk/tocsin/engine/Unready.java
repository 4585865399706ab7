package uk.tocsin.engine;

import uk.tocsin.model.Coded;

/// Why an engine is not ready.
public enum Unready implements Coded {
    /// Nothing can be appended: there is no room.
    JOURNAL(0, "journal"),
    /// Not every shard decides here.
    SHARDS(1, "shards"),
    /// Permits end, one after the other, before what they allow is written.
    PERMITS(2, "permits"),
    /// The wall clock was set, and nobody has confirmed that it is right.
    CLOCK(3, "clock");

    private final int code;
    private final String word;

    Unready(int code, String word) {
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

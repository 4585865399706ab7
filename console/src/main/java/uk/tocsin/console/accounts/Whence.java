package uk.tocsin.console.accounts;

import uk.tocsin.model.Coded;

/// Where an attempt comes from. Failures are counted apart for each, so that those of a stranger do not keep an
/// officer from signing in, or from approving.
enum Whence implements Coded {
    /// An address that the member has not signed in from lately.
    STRANGER(0, "stranger", 3),
    /// One of the last addresses that they have signed in from. As many are free as for a stranger: more would tell
    /// that the name exists.
    KNOWN(1, "known", 3),
    /// A session of theirs, at step-up.
    SESSION(2, "session", 5);

    private final int code;
    private final String word;
    private final int free;

    Whence(int code, String word, int free) {
        this.code = code;
        this.word = word;
        this.free = free;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }

    /// Failures that cost no delay: people mistype.
    int free() {
        return free;
    }
}

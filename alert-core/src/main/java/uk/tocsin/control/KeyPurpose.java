package uk.tocsin.control;

import uk.tocsin.model.Coded;

/// What a signing key is for. A key serves one purpose only.
public enum KeyPurpose implements Coded {
    /// Signs approvals.
    APPROVAL(0, "approval"),
    /// Signs checkpoints of the hash chain.
    CHECKPOINT(1, "checkpoint");

    private final int code;
    private final String word;

    KeyPurpose(int code, String word) {
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

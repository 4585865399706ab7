package uk.tocsin.model;

/// Who says so.
public enum EvidenceSource implements Coded {
    PROVIDER(0, "provider"),
    DEVICE(1, "device"),
    PERSON(2, "person");

    private final int code;
    private final String word;

    EvidenceSource(int code, String word) {
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

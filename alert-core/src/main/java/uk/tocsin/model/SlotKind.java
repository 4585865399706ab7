package uk.tocsin.model;

/// What slots are taken for; the two are numbered apart.
public enum SlotKind implements Coded {
    SUBSCRIBER(1, "subscriber"),
    PREMISES(2, "premises");

    private final int code;
    private final String word;

    SlotKind(int code, String word) {
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

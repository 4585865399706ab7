package uk.tocsin.model;

/// CAP 1.2 response type.
public enum ResponseType implements Coded {
    SHELTER(0, "Shelter"),
    EVACUATE(1, "Evacuate"),
    PREPARE(2, "Prepare"),
    EXECUTE(3, "Execute"),
    AVOID(4, "Avoid"),
    MONITOR(5, "Monitor"),
    ASSESS(6, "Assess"),
    ALL_CLEAR(7, "AllClear"),
    NONE(8, "None");

    private final int code;
    private final String word;

    ResponseType(int code, String word) {
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

package uk.tocsin.model;

/// The ways to reach a person.
public enum ChannelKind implements Coded {
    PUSH(0, "push"),
    SMS(1, "sms"),
    EMAIL(2, "email");

    private final int code;
    private final String word;

    ChannelKind(int code, String word) {
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

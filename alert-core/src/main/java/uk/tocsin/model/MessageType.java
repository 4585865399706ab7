package uk.tocsin.model;

/// CAP 1.2 message type of what an officer issues; Ack and Error are for machines and are not issued.
public enum MessageType implements Coded {
    ALERT(0, "Alert"),
    UPDATE(1, "Update"),
    CANCEL(2, "Cancel");

    private final int code;
    private final String word;

    MessageType(int code, String word) {
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

package uk.tocsin.model;

/// The ways to reach a person. The code is what journals and tokens hold: never renumber one.
public enum ChannelKind {
    PUSH(0),
    SMS(1),
    EMAIL(2);

    private final int code;

    ChannelKind(int code) {
        this.code = code;
    }

    /// The stable number of this channel in records.
    public int code() {
        return code;
    }

    /// The channel with this code; an unknown code means a record from a newer version.
    public static ChannelKind ofCode(int code) {
        return switch (code) {
            case 0 -> PUSH;
            case 1 -> SMS;
            case 2 -> EMAIL;
            default -> throw new IllegalArgumentException("channel code " + code + " is unknown");
        };
    }
}

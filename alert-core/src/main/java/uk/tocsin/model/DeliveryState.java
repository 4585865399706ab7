package uk.tocsin.model;

/// The state of a delivery, highest rank first: a delivery has exactly one, so the states of a channel add up
/// to what was planned on it.
public enum DeliveryState implements Coded {
    ACKNOWLEDGED(0, "acknowledged"),
    READ(1, "read"),
    DELIVERED(2, "delivered"),
    FAILED(3, "failed"),
    ACCEPTED(4, "accepted"),
    UNKNOWN(5, "unknown"),
    IN_FLIGHT(6, "in-flight"),
    WITHDRAWN(7, "withdrawn"),
    EXPIRED(8, "expired"),
    SUPPRESSED(9, "suppressed"),
    HELD(10, "held"),
    WAITING(11, "waiting");

    private final int code;
    private final String word;

    DeliveryState(int code, String word) {
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

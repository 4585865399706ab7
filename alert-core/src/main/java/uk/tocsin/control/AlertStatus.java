package uk.tocsin.control;

import uk.tocsin.model.Coded;

/// Where an alert is in its life. Which act leads from where to where is one closed table: [Lifecycle].
public enum AlertStatus implements Coded {
    /// Being written.
    DRAFT(0, "draft"),
    /// Before an approver; nothing of it can be changed.
    SUBMITTED(1, "submitted"),
    /// Sent back to be changed.
    RETURNED(2, "returned"),
    /// Refused for good.
    REJECTED(3, "rejected"),
    /// Approved, to be dispatched later.
    SCHEDULED(4, "scheduled"),
    /// On its way.
    DISPATCHED(5, "dispatched"),
    /// Withdrawn, or ended by a message that says so.
    CANCELLED(6, "cancelled"),
    /// An update took its place.
    SUPERSEDED(7, "superseded"),
    /// Its expiry passed before every shard had settled: derived from the time one asks for.
    EXPIRED(8, "expired"),
    /// A scheduled dispatch that was called off.
    VOIDED(9, "voided"),
    /// Every shard has settled it; what it says is still in force until it expires.
    CLOSED(10, "closed");

    private final int code;
    private final String word;

    AlertStatus(int code, String word) {
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

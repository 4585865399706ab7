package uk.tocsin.model;

/// Why a planned delivery is deliberately not sent.
public enum SuppressionReason implements Coded {
    ENDPOINT_SUPPRESSED(0, "endpoint-suppressed"),
    NO_CONSENT(1, "no-consent"),
    ERASED(2, "erased"),
    TIER_REVOKED(3, "tier-revoked"),
    NO_ENDPOINT(4, "no-endpoint"),
    NO_VARIANT(5, "no-variant"),
    /// A resend to somebody whom the alert it repeats has reached after all.
    REACHED(6, "reached"),
    /// The subscriber has paused, or wants nothing this mild.
    PREFERENCE(7, "preference"),
    /// Somebody has acknowledged the alert for every premises that the subscriber answers for.
    ANSWERED(8, "answered"),
    /// An officer suspended the subscriber.
    SUSPENDED(9, "suspended");

    private final int code;
    private final String word;

    SuppressionReason(int code, String word) {
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

package uk.tocsin.model;

/// What a subscriber wants to get. Codes, not personal data: the shards know them.
///
/// @param minimum nothing less grave than this; [Severity#UNKNOWN] is everything
/// @param paused nothing at all until they say otherwise
public record Preferences(Severity minimum, QuietHours quiet, boolean paused) {
    /// Everything, at any time.
    public static final Preferences ALL = new Preferences(Severity.UNKNOWN, QuietHours.NONE, false);

    private static final int SEVERITY_BITS = 3;
    private static final int QUIET_BITS = 4;

    /// All of it in one number; [#ALL] is 0.
    public int code() {
        int least = Severity.UNKNOWN.code() - minimum.code();
        return least | quiet.code() << SEVERITY_BITS | (paused ? 1 << SEVERITY_BITS + QUIET_BITS : 0);
    }

    /// What the number stands for; IllegalArgumentException: nothing.
    public static Preferences of(int code) {
        if (code < 0 || code >= 1 << SEVERITY_BITS + QUIET_BITS + 1) {
            throw new IllegalArgumentException("preferences have no code " + code);
        }
        int least = code & (1 << SEVERITY_BITS) - 1;
        return new Preferences(
                Coded.ofCode(Severity.class, Severity.UNKNOWN.code() - least),
                Coded.ofCode(QuietHours.class, code >> SEVERITY_BITS & (1 << QUIET_BITS) - 1),
                code >> SEVERITY_BITS + QUIET_BITS == 1);
    }
}

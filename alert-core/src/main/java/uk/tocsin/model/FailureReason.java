package uk.tocsin.model;

/// Why a provider will never deliver to an endpoint. Of two reasons for one endpoint the lower code counts.
public enum FailureReason implements Coded {
    INVALID_ADDRESS(0, "invalid-address"),
    UNREGISTERED(1, "unregistered"),
    OPTED_OUT(2, "opted-out"),
    INACTIVE(3, "inactive"),
    BLOCKED(4, "blocked"),
    UNREACHABLE(5, "unreachable"),
    MAILBOX_FULL(6, "mailbox-full"),
    TOO_LARGE(7, "too-large"),
    POLICY(8, "policy"),
    CONTENT(9, "content"),
    CONFIGURATION(10, "configuration"),
    EXPIRED(11, "expired-at-provider"),
    OTHER(12, "other");

    private final int code;
    private final String word;

    FailureReason(int code, String word) {
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

    /// Whether the address itself is dead, so that it is suppressed until its owner renews it. Policy, content
    /// and configuration failures are ours to mend and never count against an address.
    public boolean addressIsDead() {
        return switch (this) {
            case INVALID_ADDRESS, UNREGISTERED, OPTED_OUT, INACTIVE -> true;
            case BLOCKED, UNREACHABLE, MAILBOX_FULL, TOO_LARGE, POLICY, CONTENT, CONFIGURATION, EXPIRED, OTHER -> false;
        };
    }
}

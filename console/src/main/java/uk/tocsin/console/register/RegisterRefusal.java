package uk.tocsin.console.register;

/// Why the register does not do what somebody asked for themselves. Says nothing about anybody else.
public final class RegisterRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What is in the way.
    public enum Why {
        /// There is no such subscriber, or no longer.
        UNKNOWN,
        /// There is no such endpoint, or no longer.
        NO_ENDPOINT,
        /// The endpoint is confirmed already.
        CONFIRMED,
        /// The link has been used.
        USED,
        /// The address belongs to another registration.
        OWNED,
        /// All places for endpoints are taken, or rest for 30 days.
        FULL
    }

    private final Why why;

    RegisterRefusal(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    /// What is in the way.
    public Why why() {
        return why;
    }
}

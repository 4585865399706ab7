package uk.tocsin.console.config;

/// A value that cannot print itself.
public final class Secret {
    private final String value;

    /// Wraps a secret.
    public Secret(String value) {
        this.value = value;
    }

    /// The secret itself: for handing to what needs it, never to a log.
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "(none)" : "(secret)";
    }
}

package uk.tocsin.register;

/// A sealed record that cannot be opened, or key material that cannot be used. The message names the place and
/// the reason, never a content or a key.
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message the place and the reason
    public VaultException(String message) {
        super(message);
    }

    /// The same with what found it.
    public VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}

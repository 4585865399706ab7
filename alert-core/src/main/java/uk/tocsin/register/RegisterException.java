package uk.tocsin.register;

/// A read or write of the register, or of the marks, that failed. The message names the operation, never a content.
public final class RegisterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message the operation and the reason
    public RegisterException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The same without a deeper cause.
    public RegisterException(String message) {
        super(message);
    }
}

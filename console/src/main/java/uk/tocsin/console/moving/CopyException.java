package uk.tocsin.console.moving;

/// A copy that did not become one, with words for the operator; what is there of it is of no use.
public final class CopyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CopyException(String message) {
        super(message);
    }

    public CopyException(String message, Throwable cause) {
        super(message, cause);
    }
}

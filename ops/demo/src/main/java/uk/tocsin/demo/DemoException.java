package uk.tocsin.demo;

/// The demonstration cannot go on; the message says why, for the person at the terminal.
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Cannot go on for this reason.
    public DemoException(String message) {
        super(message);
    }

    /// The same, with what caused it.
    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}

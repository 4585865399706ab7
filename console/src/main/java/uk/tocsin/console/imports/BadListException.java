package uk.tocsin.console.imports;

/// A file that cannot be read as a list at all. The message is for whoever made the file.
public final class BadListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message the file and the reason
    public BadListException(String message) {
        super(message);
    }

    /// The same with what found it.
    public BadListException(String message, Throwable cause) {
        super(message, cause);
    }
}

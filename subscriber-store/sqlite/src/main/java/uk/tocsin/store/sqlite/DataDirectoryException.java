package uk.tocsin.store.sqlite;

/// A data directory that cannot be opened, backed up or restored. The message names it and the reason.
public final class DataDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message the directory or file and the reason
    public DataDirectoryException(String message) {
        super(message);
    }

    /// The same with what found it.
    public DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}

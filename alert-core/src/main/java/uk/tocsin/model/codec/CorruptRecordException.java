package uk.tocsin.model.codec;

/// A record, snapshot or blob is damaged, or comes from a newer version. The reader stops: nothing after it is
/// trusted.
public final class CorruptRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what was wrong, and where; no content of the record
    public CorruptRecordException(String message) {
        super(message);
    }

    /// The same, with what found it.
    public CorruptRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}

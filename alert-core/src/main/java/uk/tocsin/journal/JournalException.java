package uk.tocsin.journal;

/// An append, or a snapshot, that was not acknowledged.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Kind {
        /// No room, or too few copies can be written: certainly not stored; try again when [Journal#writable]
        /// says so.
        FULL,
        /// The journal is closed or closing: certainly not stored.
        CLOSED,
        /// Too much is outstanding already, or an append before this one has just become uncertain: certainly
        /// not stored; the caller appends less at a time.
        BUSY,
        /// It may or may not have been stored, or a part of it was. This is fatal: exit and replay.
        UNCERTAIN
    }

    private final Kind kind;

    /// @param message names the log or the store, never a record's content
    public JournalException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// The same without a deeper cause.
    public JournalException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /// Why.
    public Kind kind() {
        return kind;
    }
}

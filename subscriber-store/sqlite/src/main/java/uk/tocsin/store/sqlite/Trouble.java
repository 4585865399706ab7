package uk.tocsin.store.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Why work was not done; what the ports make their exceptions from.
enum Trouble {
    /// No room on the disk or in the file: not stored.
    FULL,
    /// Too much is outstanding, or another program has locked the file: not stored.
    BUSY,
    /// Closed or closing: not stored.
    CLOSED,
    /// This piece of work alone failed: not stored.
    FAILED,
    /// The file cannot be trusted any more: stored or not, and the process must end.
    FATAL;

    /// Makes the exception of a port.
    @FunctionalInterface
    interface Failures {
        RuntimeException of(Trouble trouble, String message, @Nullable Throwable cause);
    }

    /// What an error during a writing transaction means.
    static Trouble ofWriting(Throwable error) {
        if (!(error instanceof SQLException)) {
            return FAILED;
        }
        if (!(error instanceof SQLiteException sqlite)) {
            return FATAL;
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        return switch (code) {
            // The index of the write-ahead log could not grow: no room either, and nothing was written.
            case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> FULL;
            case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_TIMEOUT, SQLITE_LOCKED -> BUSY;
            default -> fatal(code) ? FATAL : FAILED;
        };
    }

    private static boolean fatal(SQLiteErrorCode code) {
        return code.name().startsWith("SQLITE_IOERR")
                || code.name().startsWith("SQLITE_CORRUPT")
                || code == SQLiteErrorCode.SQLITE_NOTADB
                || code == SQLiteErrorCode.SQLITE_READONLY
                || code.name().startsWith("SQLITE_READONLY_");
    }
}

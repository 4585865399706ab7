package uk.tocsin.store.sqlite;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a [DataDirectory] is used.
///
/// @param reserveBytes appends are refused while the file system has less room than this: enough for what runs
///     to
///     end in order, and for an operator to work (64 MiB)
/// @param maxFileBytes the most one file may grow to; 0 for no limit
/// @param cacheBytes the page cache of each writing connection; a reading one has a quarter
/// @param registerReaders reading connections, each with a thread, of the register: one of several serves small reads
///     alone
/// @param logReaders the same of the logs: followers that are behind share them
/// @param fatal called once, on a writing thread, when a file can no longer be trusted (a failed fsync); the
///     process must end, and does by default
/// @param listener hears how long things took
public record StoreSettings(
        long reserveBytes,
        long maxFileBytes,
        long cacheBytes,
        int registerReaders,
        int logReaders,
        Consumer<Throwable> fatal,
        StoreListener listener) {
    /// EX_SOFTWARE of sysexits.h: a supervisor restarts the process, which then replays.
    public static final int FATAL_EXIT = 70;

    private static final Logger LOG = LoggerFactory.getLogger(StoreSettings.class);

    /// Checks the ranges.
    public StoreSettings {
        if (reserveBytes < 0 || maxFileBytes < 0) {
            throw new IllegalArgumentException("store: reserveBytes and maxFileBytes are not negative");
        }
        if (cacheBytes < 1 << 20) {
            throw new IllegalArgumentException("store.cacheBytes: " + cacheBytes + " is less than 1 MiB");
        }
        if (registerReaders < 1 || registerReaders > 64 || logReaders < 1 || logReaders > 64) {
            throw new IllegalArgumentException("store: registerReaders and logReaders are 1 to 64");
        }
    }

    /// What suits most.
    public static StoreSettings defaults() {
        return new StoreSettings(64L << 20, 0, 16L << 20, 3, 2, StoreSettings::halt, StoreListener.NONE);
    }

    /// The same with another reserve.
    public StoreSettings withReserveBytes(long bytes) {
        return new StoreSettings(bytes, maxFileBytes, cacheBytes, registerReaders, logReaders, fatal, listener);
    }

    /// The same with another limit of each file.
    public StoreSettings withMaxFileBytes(long bytes) {
        return new StoreSettings(reserveBytes, bytes, cacheBytes, registerReaders, logReaders, fatal, listener);
    }

    /// The same with another end.
    public StoreSettings withFatal(Consumer<Throwable> handler) {
        return new StoreSettings(
                reserveBytes, maxFileBytes, cacheBytes, registerReaders, logReaders, handler, listener);
    }

    /// The same with somebody who hears how long things took.
    public StoreSettings withListener(StoreListener heard) {
        return new StoreSettings(reserveBytes, maxFileBytes, cacheBytes, registerReaders, logReaders, fatal, heard);
    }

    private static void halt(Throwable reason) {
        LOG.error("A file of the data directory cannot be trusted any more; the process ends", reason);
        Runtime.getRuntime().halt(FATAL_EXIT);
    }
}

package uk.tocsin.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// States folded from a log, each at a position, so that a start need not replay from the beginning. The newest
/// two verified snapshots of each log are kept. All methods may be called from any thread; stages complete on
/// threads of the implementation.
public interface Snapshots extends AutoCloseable {
    /// A state that contains everything below `position` of `log`.
    record Snapshot(int log, long position, byte[] state) {}

    /// Stores a snapshot, reads it back, compares it, and only then counts it; deletes all but the newest two
    /// that are whole.
    /// Completes with the position below which records of this log are no longer needed: that of the older of
    /// the two (0 while there is only one). Otherwise fails with a [JournalException]. The caller no longer
    /// changes the array.
    CompletionStage<Long> save(Snapshot snapshot);

    /// The verified snapshots of a log, newest first: at most two. One whose checksum is wrong is left out and
    /// logged.
    CompletionStage<List<Snapshot>> latest(int log);

    @Override
    void close();
}

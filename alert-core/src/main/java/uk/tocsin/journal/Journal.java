package uk.tocsin.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import uk.tocsin.model.Shards;

/// The logs of an installation: one for each shard (0..63) and the control log ([#CONTROL]). A log is a
/// sequence of opaque records at positions 0, 1, 2 …; a position is never reused. All methods may be called
/// from any thread and return at once; work happens on threads of the implementation, which are bounded.
public interface Journal extends AutoCloseable {
    /// The number of the control log.
    int CONTROL = Shards.COUNT;

    /// The number of logs.
    int LOGS = Shards.COUNT + 1;

    /// The most bytes one append may carry (a commit is bounded so that no shard waits long for another).
    int MAX_APPEND_BYTES = 1 << 20;

    /// Appends the records, in order, at the end of a log. The stage completes, on a thread of the
    /// implementation, with the position of each once all are durable: a power cut cannot take them back.
    /// Otherwise it fails with a [JournalException] that says whether they are certainly not stored.
    ///
    /// Where several processes append to one log, records of others may stand between those of one append; in
    /// one process none do. An append that is cut short (the process dies, or the outcome is uncertain) may
    /// leave its first records stored without the others, so each record means something by itself.
    ///
    /// Appends to one log become durable in the order of the calls of one thread. When one may be stored only in
    /// part or not at all ([JournalException.Kind#UNCERTAIN]), every append to the same log that was called
    /// before its caller was told fails too: nothing is acknowledged behind a gap that nobody knows of. (An
    /// append that was certainly undone is no gap.) The caller bounds what it has outstanding, and no longer
    /// changes the arrays. IllegalArgumentException: no such log, no records, or more than [#MAX_APPEND_BYTES].
    CompletionStage<Appended> append(int log, List<byte[]> records);

    /// Delivers every record of a log from position `from` on, those stored already and those still to come:
    /// each exactly once, in order, only when durable, in batches of bounded size, one call at a time, on
    /// `executor`. Ends when the returned handle or the journal is closed. A follower that throws is delivered
    /// nothing more, and [Follower#failed] is called; so it is when `from` lies below what was deleted or above
    /// the end. IllegalArgumentException: no such log, or a negative position.
    Following follow(int log, long from, Executor executor, Follower follower);

    /// The position after the last durable record of a log.
    CompletionStage<Long> end(int log);

    /// Allows the records below `position` to be deleted; reads below it then fail. Numbering goes on.
    /// IllegalArgumentException: the control log, which is never deleted, or a negative position. For a position
    /// above the end the stage fails with one: where the end is may have to be asked.
    CompletionStage<Void> deleteBelow(int log, long position);

    /// Makes a log that never held a record begin at `position`, as if the records before had been there and were
    /// deleted: for copies, which keep the positions. An attempt that is cut short may leave a log that is of no
    /// use. The stage fails with an IllegalArgumentException if the log holds something.
    /// IllegalArgumentException: the control log, which begins at 0, or a negative position.
    CompletionStage<Void> beginAt(int log, long position);

    /// Whether appends can succeed at this moment: false while the disk is full, or too few copies can be
    /// written. Cheap, for health checks.
    boolean writable();

    /// Stops accepting, finishes what was accepted, and releases everything.
    @Override
    void close();

    /// Receives records. Called on the executor given to [#follow].
    interface Follower {
        /// Records in order; the first stands at `firstPosition`. The arrays are shared: they are only read.
        void records(long firstPosition, List<byte[]> records);

        /// Following ended for this reason: unreadable storage, or an exception out of [#records].
        void failed(Throwable reason);
    }

    /// A running [#follow].
    interface Following extends AutoCloseable {
        /// No call starts after this returns on the executor's own thread.
        @Override
        void close();
    }
}

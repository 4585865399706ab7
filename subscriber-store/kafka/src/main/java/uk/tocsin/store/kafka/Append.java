package uk.tocsin.store.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.JournalException;

/// One append on its way. What the producer says is written on its thread and read on the answering thread, after
/// the round's count says that all was said.
final class Append {
    /// What Kafka keeps of a record besides its bytes, roughly, and what it costs here.
    private static final int RECORD_BYTES = 100;

    /// What became of it.
    enum Fate {
        STORED,
        /// No record of it was handed over.
        NEVER_SENT,
        /// Some record of it may be missing.
        UNCERTAIN
    }

    private final int log;
    private final List<byte[]> records;
    private final long cost;
    private final long[] positions;
    private final CompletableFuture<Appended> answer = new CompletableFuture<>();

    /// Records that the producer took; written by the sending thread alone.
    private int taken;

    private long writtenMs;

    Append(int log, List<byte[]> records, long bytes) {
        this.log = log;
        this.records = records;
        this.cost = bytes + (long) RECORD_BYTES * records.size();
        this.positions = new long[records.size()];
        Arrays.fill(positions, -1);
    }

    int log() {
        return log;
    }

    List<byte[]> records() {
        return records;
    }

    /// Memory that it holds, in bytes.
    long cost() {
        return cost;
    }

    CompletableFuture<Appended> answer() {
        return answer;
    }

    /// The producer took one more record.
    void took() {
        taken++;
    }

    /// A record is durable.
    ///
    /// @param atMs when, by the broker's clock
    void stored(int record, long position, long atMs) {
        positions[record] = position;
        if (record == positions.length - 1) {
            writtenMs = atMs;
        }
    }

    Fate fate() {
        if (taken == 0) {
            return Fate.NEVER_SENT;
        }
        return Arrays.stream(positions).allMatch(position -> position >= 0) ? Fate.STORED : Fate.UNCERTAIN;
    }

    /// Completes the stage. On the answering thread.
    void succeed() {
        answer.complete(Appended.at(positions).writtenAt(writtenMs));
    }

    /// Fails the stage. On the answering thread.
    void fail(JournalException.Kind kind, String why, @Nullable Throwable cause) {
        String message = "append to log " + log + ": " + why;
        answer.completeExceptionally(
                cause == null ? new JournalException(kind, message) : new JournalException(kind, message, cause));
    }
}

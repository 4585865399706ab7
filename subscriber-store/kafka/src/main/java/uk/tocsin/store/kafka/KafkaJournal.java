package uk.tocsin.store.kafka;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;

/// The logs as partitions: a position is an offset, a record of a log is a record of Kafka's. Offsets of a
/// partition that no transaction writes to and nothing compacts follow one another, and [Follow] checks that.
final class KafkaJournal implements Journal {
    /// Records without content that are written at a time.
    private static final int FILLED = 16_384;

    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final KafkaSettings settings;
    private final Admin admin;
    private final Appender appender;
    private final Health health;
    private final Pollers pollers;
    private volatile boolean closed;

    KafkaJournal(KafkaSettings settings, Admin admin, Appender appender, Health health, Pollers pollers) {
        this.settings = settings;
        this.admin = admin;
        this.appender = appender;
        this.health = health;
        this.pollers = pollers;
    }

    /// Where a log is in Kafka.
    static TopicPartition partition(KafkaSettings settings, int log) {
        return log == CONTROL
                ? new TopicPartition(settings.controlTopic(), 0)
                : new TopicPartition(settings.shardsTopic(), log);
    }

    private static void check(int log) {
        if (log < 0 || log >= LOGS) {
            throw new IllegalArgumentException("there is no log " + log);
        }
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        check(log);
        List<byte[]> kept = List.copyOf(records);
        long bytes = kept.stream().mapToLong(data -> data.length).sum();
        if (kept.isEmpty() || bytes > MAX_APPEND_BYTES) {
            throw new IllegalArgumentException("an append to log " + log + " has " + kept.size() + " records and "
                    + bytes + " bytes; allowed are 1 or more and " + MAX_APPEND_BYTES);
        }
        return appender.append(log, kept, bytes);
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        check(log);
        if (from < 0) {
            throw new IllegalArgumentException("log " + log + " has no position " + from);
        }
        if (closed) {
            throw new JournalException(JournalException.Kind.CLOSED, "log " + log + ": follow: closed");
        }
        return pollers.follow(log, partition(settings, log), from, executor, follower);
    }

    @Override
    public CompletionStage<Long> end(int log) {
        check(log);
        TopicPartition partition = partition(settings, log);
        return stage(
                log,
                "end",
                admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset));
    }

    @Override
    public CompletionStage<Void> deleteBelow(int log, long position) {
        check(log);
        if (log == CONTROL || position < 0) {
            throw new IllegalArgumentException("log " + log + " may not be deleted below " + position);
        }
        TopicPartition partition = partition(settings, log);
        return stage(
                log,
                "deletion below " + position,
                admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(position)))
                        .all());
    }

    /// Kafka numbers from 0: so many records without content are written, and deleted.
    @Override
    public CompletionStage<Void> beginAt(int log, long position) {
        check(log);
        if (log == CONTROL || position < 0) {
            throw new IllegalArgumentException("log " + log + " may not begin at " + position);
        }
        return end(log).thenCompose(end -> {
            if (end > 0) {
                throw new IllegalArgumentException(
                        "log " + log + " ends at " + end + ": it cannot begin at " + position);
            }
            return fill(log, position).thenCompose(_ -> position == 0 ? NOTHING : deleteBelow(log, position));
        });
    }

    private CompletionStage<Void> fill(int log, long count) {
        if (count == 0) {
            return NOTHING;
        }
        int part = (int) Math.min(FILLED, count);
        return append(log, Collections.nCopies(part, new byte[0])).thenCompose(_ -> fill(log, count - part));
    }

    /// A failure as the port says it: deletion above the end is a mistake of the caller's.
    private <T> CompletionStage<T> stage(int log, String what, KafkaFuture<T> asked) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var _ = asked.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else if (failure instanceof OffsetOutOfRangeException) {
                answer.completeExceptionally(
                        new IllegalArgumentException("log " + log + ": " + what + ": above the end", failure));
            } else {
                JournalException.Kind kind = closed ? JournalException.Kind.CLOSED : JournalException.Kind.UNCERTAIN;
                answer.completeExceptionally(new JournalException(kind, "log " + log + ": " + what, failure));
            }
        });
        return answer;
    }

    @Override
    public boolean writable() {
        return !closed && health.writable();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            appender.close();
            pollers.close();
        }
    }
}

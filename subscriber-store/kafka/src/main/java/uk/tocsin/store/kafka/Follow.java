package uk.tocsin.store.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Journal.Follower;
import uk.tocsin.journal.Journal.Following;

/// One follower of one log. The polling thread puts records here, in batches of bounded size; a turn on the
/// follower's executor delivers one batch and asks for the next turn. When too much waits, its partition is no
/// longer polled until half of that is delivered.
final class Follow implements Following {
    /// One delivery: small enough to share an event loop, large enough to cost little.
    static final int BATCH_RECORDS = 512;

    static final int BATCH_BYTES = 256 << 10;

    /// What may wait here before the partition is paused. One poll may bring more on top.
    private static final long MAX_WAITING_BYTES = 512 << 10;

    private static final int MAX_WAITING_RECORDS = 2048;
    private static final Logger LOG = LoggerFactory.getLogger(Follow.class);

    private final int log;
    private final TopicPartition partition;
    private final long from;
    private final Poller poller;
    private final Executor executor;
    private final Follower follower;

    /// What the executor is handed.
    private sealed interface Turn {
        /// Records, with the position of the first.
        record Batch(long position, List<byte[]> records, long bytes) implements Turn {}

        /// Following has ended.
        record End(Throwable reason) implements Turn {}
    }

    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int waitingRecords;
    private boolean busy;
    private boolean paused;
    private volatile boolean ended;

    /// The position that comes next; touched by the polling thread alone.
    private long expected;

    Follow(int log, TopicPartition partition, long from, Poller poller, Executor executor, Follower follower) {
        this.log = log;
        this.partition = partition;
        this.from = from;
        this.expected = from;
        this.poller = poller;
        this.executor = executor;
        this.follower = follower;
    }

    int log() {
        return log;
    }

    TopicPartition partition() {
        return partition;
    }

    long from() {
        return from;
    }

    boolean ended() {
        return ended;
    }

    // ---- the polling thread

    /// Takes what was polled. Whether the partition must be paused: [Poller#resume] ends that.
    boolean take(List<ConsumerRecord<byte[], byte[]>> polled) {
        List<Turn.Batch> batches = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        long first = expected;
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            byte[] value = record.value();
            if (record.offset() != expected || value == null) {
                fail(new IllegalStateException("log " + log + " has "
                        + (value == null ? "a record without content at " : "no record " + expected + ", but one at ")
                        + record.offset() + ": something else writes to topic " + partition.topic()));
                return false;
            }
            if (records.size() == BATCH_RECORDS || bytes + value.length > BATCH_BYTES && !records.isEmpty()) {
                batches.add(new Turn.Batch(first, List.copyOf(records), bytes));
                records.clear();
                first = expected;
                bytes = 0;
            }
            records.add(value);
            bytes += value.length;
            expected++;
        }
        batches.add(new Turn.Batch(first, List.copyOf(records), bytes));
        return put(batches);
    }

    private boolean put(List<Turn.Batch> batches) {
        boolean idle;
        boolean pause;
        synchronized (this) {
            for (Turn.Batch batch : batches) {
                waiting.add(batch);
                waitingBytes += batch.bytes();
                waitingRecords += batch.records().size();
            }
            pause = waitingBytes > MAX_WAITING_BYTES || waitingRecords > MAX_WAITING_RECORDS;
            paused |= pause;
            idle = !busy;
            busy = true;
        }
        if (idle) {
            askForTurn();
        }
        return pause;
    }

    /// Following ends for this reason, after what was polled already.
    void fail(Throwable reason) {
        boolean idle;
        synchronized (this) {
            waiting.add(new Turn.End(reason));
            idle = !busy;
            busy = true;
        }
        if (idle) {
            askForTurn();
        }
    }

    // ---- the executor

    private void askForTurn() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException e) {
            close();
            LOG.warn("A follower of log {} is left behind: its executor takes no more work", log, e);
        }
    }

    private void turn() {
        Turn turn;
        boolean resume;
        synchronized (this) {
            if (ended) {
                return;
            }
            turn = waiting.remove();
            resume = turn instanceof Turn.Batch batch && taken(batch);
        }
        if (resume) {
            poller.resume(this);
        }
        switch (turn) {
            case Turn.Batch(long position, var records, long _) -> deliver(position, records);
            case Turn.End(Throwable reason) -> end(reason);
        }
        boolean more;
        synchronized (this) {
            more = !waiting.isEmpty();
            busy = more;
        }
        if (more) {
            askForTurn();
        }
    }

    /// Whether its partition may be polled again. Guarded by this.
    private boolean taken(Turn.Batch batch) {
        waitingBytes -= batch.bytes();
        waitingRecords -= batch.records().size();
        boolean resume = paused && waitingBytes <= MAX_WAITING_BYTES / 2 && waitingRecords <= MAX_WAITING_RECORDS / 2;
        paused &= !resume;
        return resume;
    }

    private void deliver(long position, List<byte[]> records) {
        try {
            follower.records(position, records);
        } catch (RuntimeException e) {
            end(e);
        }
    }

    private void end(Throwable reason) {
        if (!ended) {
            close();
            follower.failed(reason);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            waiting.clear();
        }
        poller.remove(this);
    }
}

package uk.tocsin.store.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;

/// Appends to the logs through the node's one producer.
///
/// How it works: appends wait in a queue for each log. The sending thread takes all that wait for a log, at most
/// about 1 MiB, hands the records to the producer, and leaves the log alone until the producer has said what
/// became of each: rounds grow while one is under way. The producer repeats what a broker did not answer, in order
/// and without doubling anything (idempotence); what it gives up on, after the delivery timeout, is uncertain. The
/// answering thread then completes the stages in the order of the calls. When a round fails, what waits behind it
/// is refused, and nothing new is taken before everybody was told.
///
/// The sending thread may wait: the producer blocks for metadata or for memory, a second at most. Callers never do.
final class Appender {
    /// What may be unanswered; what comes on top is refused.
    static final long MAX_BYTES = 32L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final long TICK_MS = 250;
    private static final int END = -1;

    private final Producer<byte[], byte[]> producer;
    private final IntFunction<TopicPartition> partitions;
    private final Health health;
    private final LogQueue[] queues = new LogQueue[Journal.LOGS];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    /// Logs that have something to send and no round under way: each at most once.
    private final BlockingQueue<Integer> ready = new ArrayBlockingQueue<>(Journal.LOGS + 1);

    /// Rounds of which the producer has said everything: one a log at most.
    private final BlockingQueue<Round> settled = new ArrayBlockingQueue<>(Journal.LOGS + 1);

    private final Thread sending;
    private final Thread answering;
    private long outstanding;
    private boolean closed;
    private volatile boolean ended;

    Appender(Producer<byte[], byte[]> producer, IntFunction<TopicPartition> partitions, Health health) {
        this.producer = producer;
        this.partitions = partitions;
        this.health = health;
        for (int log = 0; log < queues.length; log++) {
            queues[log] = new LogQueue();
        }
        sending = Thread.ofPlatform().name("tocsin-kafka-appends").start(this::send);
        answering = Thread.ofPlatform().name("tocsin-kafka-answers").start(this::answer);
    }

    /// See [Journal#append]. Any thread.
    CompletionStage<Appended> append(int log, List<byte[]> records, long bytes) {
        Append append = new Append(log, records, bytes);
        lock.lock();
        try {
            if (closed) {
                append.fail(JournalException.Kind.CLOSED, "the journal is closed", null);
            } else if (queues[log].failing()) {
                append.fail(JournalException.Kind.BUSY, "the one before it has just failed", null);
            } else if (outstanding + append.cost() > MAX_BYTES) {
                append.fail(JournalException.Kind.BUSY, outstanding + " bytes are unanswered already", null);
            } else {
                outstanding += append.cost();
                if (queues[log].add(append)) {
                    ready.add(log);
                }
            }
        } finally {
            lock.unlock();
        }
        return append.answer();
    }

    // ---- the sending thread

    private void send() {
        boolean interrupted = false;
        while (!ended) {
            try {
                int log = ready.take();
                if (log != END) {
                    send(next(log));
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Round next(int log) {
        lock.lock();
        try {
            return queues[log].next(log, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /// Hands the records over, up to the first that the producer does not take.
    private void send(Round round) {
        TopicPartition partition = partitions.apply(round.log());
        int unsent = 0;
        for (Append append : round.appends()) {
            for (int record = 0; record < append.records().size(); record++) {
                if (round.failure() == null && handOver(round, append, record, partition)) {
                    append.took();
                } else {
                    unsent++;
                }
            }
        }
        settle(round, 1 + unsent);
    }

    /// Whether the producer took the record; if not, the reason is the round's. The producer says so while it is
    /// asked, by a callback or an exception; what it says later is of a record that it took.
    private boolean handOver(Round round, Append append, int record, TopicPartition partition) {
        Said said = new Said(round, append, record);
        try {
            var value = append.records().get(record);
            // What it says is heard by the callback.
            var _ = producer.send(
                    new ProducerRecord<>(partition.topic(), partition.partition(), null, value), said::heard);
        } catch (KafkaException | IllegalStateException e) {
            round.failed(e);
            return false;
        }
        return said.asked();
    }

    /// What the producer says of one record.
    private final class Said {
        private final Round round;
        private final Append append;
        private final int record;
        private boolean handing = true;
        private boolean refused;

        Said(Round round, Append append, int record) {
            this.round = round;
            this.append = append;
            this.record = record;
        }

        /// On the sending thread while it hands over: a refusal. Else on the producer's.
        void heard(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                round.failed(failure);
            } else if (metadata == null || !metadata.hasOffset()) {
                round.failed(new KafkaException("a record was acknowledged without an offset"));
            } else {
                append.stored(record, metadata.offset(), metadata.timestamp());
            }
            if (Thread.currentThread().equals(sending) && handing) {
                refused = true;
            } else {
                settle(round, 1);
            }
        }

        /// Whether the record was taken. On the sending thread.
        boolean asked() {
            handing = false;
            return !refused;
        }
    }

    private void settle(Round round, int count) {
        if (round.settled(count)) {
            settled.add(round);
        }
    }

    // ---- the answering thread

    private void answer() {
        boolean interrupted = false;
        while (!ended) {
            try {
                Round round = settled.poll(TICK_MS, TimeUnit.MILLISECONDS);
                if (round != null) {
                    answer(round);
                }
                tick();
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (RuntimeException e) {
                LOG.error("An answer to an append could not be given", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Round round) {
        Throwable failure = round.failure();
        if (failure == null) {
            health.succeeded();
            round.appends().forEach(Append::succeed);
            told(round, round.appends());
        } else {
            health.failed(failure);
            List<Append> behind = behind(round);
            fail(round, failure);
            for (Append append : behind) {
                append.fail(JournalException.Kind.BUSY, "one before it failed", null);
            }
            List<Append> all = new ArrayList<>(round.appends());
            all.addAll(behind);
            told(round, all);
        }
    }

    /// Those before the first that failed are stored; from it on nothing is acknowledged.
    private static void fail(Round round, Throwable failure) {
        boolean broken = false;
        for (Append append : round.appends()) {
            Append.Fate fate = append.fate();
            broken |= fate != Append.Fate.STORED;
            if (!broken) {
                append.succeed();
            } else if (fate == Append.Fate.NEVER_SENT) {
                append.fail(JournalException.Kind.FULL, "Kafka did not take it", failure);
            } else {
                append.fail(JournalException.Kind.UNCERTAIN, "not acknowledged", failure);
            }
        }
    }

    private List<Append> behind(Round round) {
        lock.lock();
        try {
            return queues[round.log()].failed();
        } finally {
            lock.unlock();
        }
    }

    private void told(Round round, List<Append> appends) {
        lock.lock();
        try {
            outstanding -= appends.stream().mapToLong(Append::cost).sum();
            if (queues[round.log()].told()) {
                ready.add(round.log());
            }
            if (outstanding == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        boolean late = false;
        long now = System.nanoTime();
        lock.lock();
        try {
            for (LogQueue queue : queues) {
                late |= queue.late(now, Health.LATE_NANOS);
            }
        } finally {
            lock.unlock();
        }
        health.tick(now, late);
    }

    // ---- the end

    /// Takes nothing more, waits until everything is answered, and ends the threads. The producer answers
    /// everything within its delivery timeout.
    void close() {
        lock.lock();
        try {
            closed = true;
            while (outstanding > 0) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        ended = true;
        ready.add(END);
        Threads.join(sending);
        Threads.join(answering);
    }
}

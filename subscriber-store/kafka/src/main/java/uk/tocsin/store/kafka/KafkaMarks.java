package uk.tocsin.store.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Journal;
import uk.tocsin.register.MarkBook;
import uk.tocsin.register.RegisterException;

/// The marks of a cluster, in a topic of their own: a record is a line, as [MarkBook] says.
///
/// How it works: every node follows the topic from its beginning, and nothing is taken but what was read there, so that
/// all nodes fold the same lines in the same order and agree whose logs these are. Who writes waits for the
/// acknowledgement, and then until the line was read back. When following ends, because the topic cannot be read or has
/// a line that this version does not know, the getters keep what they knew, and nothing is marked any more.
final class KafkaMarks extends MarkBook {
    /// As the pollers number logs: after those of the journal.
    private static final int NUMBER = Journal.LOGS;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaMarks.class);

    private final TopicPartition partition;
    private final Producer<byte[], byte[]> producer;
    private final long patienceNanos;
    private final Journal.Following following;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// The position of the line that is read next; guarded by the lock, as is the next.
    private long next;

    /// Why nothing is read or written any more.
    private @Nullable Throwable ended;

    /// Begins to read.
    KafkaMarks(KafkaSettings settings, Producer<byte[], byte[]> producer, Pollers pollers) {
        this.partition = partition(settings);
        this.producer = producer;
        this.patienceNanos = settings.deliveryTimeout().toNanos();
        this.following = pollers.follow(NUMBER, partition, 0, Runnable::run, new Reader());
    }

    /// Where they are in Kafka.
    static TopicPartition partition(KafkaSettings settings) {
        return new TopicPartition(settings.marksTopic(), 0);
    }

    /// What was read, on the polling thread.
    private final class Reader implements Journal.Follower {
        @Override
        public void records(long firstPosition, List<byte[]> records) {
            long position = firstPosition;
            for (byte[] each : records) {
                read(position, new String(each, StandardCharsets.US_ASCII));
                position++;
            }
            lock.lock();
            try {
                next = position;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void failed(Throwable reason) {
            LOG.error("Nothing is marked any more: {} is not followed", partition.topic(), reason);
            end(reason);
        }
    }

    private void read(long position, String line) {
        try {
            take(line);
        } catch (IllegalArgumentException e) {
            throw new KafkaStoreException(
                    "topic " + partition.topic() + ", record " + position
                            + ": this version of Tocsin does not know it; start the version that wrote it",
                    e);
        }
    }

    private void end(Throwable reason) {
        lock.lock();
        try {
            ended = ended == null ? reason : ended;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when everything below a position was read. RegisterException: following has ended, or has brought
    /// nothing for as long as a delivery may take.
    void awaitRead(long position) {
        lock.lock();
        try {
            long seen = next;
            long left = patienceNanos;
            while (next < position) {
                checkOpen();
                if (next > seen) {
                    seen = next;
                    left = patienceNanos;
                }
                if (left <= 0) {
                    throw new RegisterException("topic " + partition.topic() + " could not be read from " + next
                            + " to " + position + " in time");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegisterException("reading topic " + partition.topic() + " was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// Guarded by the lock.
    private void checkOpen() {
        Throwable reason = ended;
        if (reason != null) {
            throw new RegisterException(
                    "topic " + partition.topic() + " takes no marks: " + reason.getMessage(), reason);
        }
    }

    @Override
    protected void write(String line) {
        lock.lock();
        try {
            checkOpen();
        } finally {
            lock.unlock();
        }
        awaitRead(append(line.getBytes(StandardCharsets.US_ASCII)) + 1);
    }

    /// The position of a line that was acknowledged. The producer says what became of it within its delivery timeout.
    private long append(byte[] line) {
        try {
            RecordMetadata stored = producer.send(
                            new ProducerRecord<>(partition.topic(), partition.partition(), null, line))
                    .get();
            if (!stored.hasOffset()) {
                throw new KafkaException("a record was acknowledged without an offset");
            }
            return stored.offset();
        } catch (ExecutionException e) {
            throw unacknowledged(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException | IllegalStateException e) {
            throw unacknowledged(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unacknowledged(e);
        }
    }

    private RegisterException unacknowledged(Throwable reason) {
        return new RegisterException(
                "a mark in topic " + partition.topic() + " was not acknowledged: " + reason, reason);
    }

    /// Ends reading; what waits fails.
    @Override
    public void close() {
        end(new IllegalStateException("closed"));
        following.close();
    }
}

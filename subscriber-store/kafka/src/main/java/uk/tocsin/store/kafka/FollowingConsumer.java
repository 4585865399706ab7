package uk.tocsin.store.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The native consumer under a [Poller]: hands what it polls to the followers, on the polling thread, and gives the
/// caller of [#poll] nothing. Partitions of busy followers are paused; polling goes on.
///
/// [#order], [#unexpected] and [#awaitClosed] from any thread; everything else on the polling thread.
final class FollowingConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(FollowingConsumer.class);
    private static final long CLOSE_SECONDS = 10;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<TopicPartition, Follow> follows = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Semaphore ordered = new Semaphore(0);
    private final IntConsumer free;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Whether the polling thread is inside [KafkaConsumer#poll] or about to be.
    private volatile boolean polling;

    /// @param free told of each log that is no longer followed
    FollowingConsumer(Map<String, Object> config, IntConsumer free) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.free = free;
    }

    /// Has something done on the polling thread, soon: there are at most a few orders for each follower.
    void order(Runnable work) {
        orders.add(work);
        ordered.release();
        if (polling) {
            wakeup();
        }
    }

    /// What the Vert.x client could not do.
    void unexpected(Throwable failure) {
        LOG.error("Polling failed", failure);
    }

    // ---- orders

    void add(Follow follow) {
        if (follow.ended()) {
            free.accept(follow.log());
            return;
        }
        follows.put(follow.partition(), follow);
        assign(follows.keySet());
        seek(follow.partition(), follow.from());
    }

    void goOn(Follow follow) {
        if (follow.equals(follows.get(follow.partition()))) {
            resume(List.of(follow.partition()));
        }
    }

    void drop(Follow follow) {
        if (follows.remove(follow.partition(), follow)) {
            assign(follows.keySet());
            free.accept(follow.log());
        }
    }

    // ---- polling

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        polling = true;
        try {
            obey();
            if (follows.isEmpty()) {
                polling = false;
                awaitOrder(timeout);
            } else {
                hand(super.poll(timeout));
            }
        } catch (WakeupException _) {
            // there are orders
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach((partition, position) -> outside(partition, position, e));
        } catch (RetriableException e) {
            LOG.warn("Polling failed and goes on: {}", e.toString());
        } catch (RuntimeException e) {
            failAll(e);
        } finally {
            polling = false;
        }
        return ConsumerRecords.empty();
    }

    private void obey() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        ordered.drainPermits();
        // An order that came in between is not lost: it is there, and its wakeup too.
    }

    private void awaitOrder(Duration timeout) {
        try {
            if (orders.isEmpty() && ordered.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                ordered.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            Follow follow = follows.get(partition);
            if (follow != null && !follow.ended() && follow.take(polled.records(partition))) {
                pause(List.of(partition));
            }
        }
    }

    private void outside(TopicPartition partition, long position, OffsetOutOfRangeException cause) {
        Follow follow = follows.get(partition);
        if (follow != null) {
            drop(follow);
            follow.fail(new IllegalStateException(
                    "log " + follow.log() + " does not have position " + position
                            + ": it was deleted, or lies above the end",
                    cause));
        }
    }

    private void failAll(RuntimeException reason) {
        for (Follow follow : List.copyOf(follows.values())) {
            drop(follow);
            follow.fail(new IllegalStateException("log " + follow.log() + " cannot be read: " + reason, reason));
        }
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        super.assign(List.copyOf(partitions));
    }

    /// Any thread: whoever closes this does so.
    @Override
    public void wakeup() {
        super.wakeup();
        ordered.release();
    }

    @Override
    public void close() {
        List.copyOf(follows.values()).forEach(Follow::close);
        try {
            super.close(CloseOptions.timeout(CLOSE));
        } finally {
            closed.countDown();
        }
    }

    /// Waits, for a bounded time, until the polling thread has closed this.
    void awaitClosed() {
        try {
            if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A consumer did not close within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

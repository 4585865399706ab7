package uk.tocsin.store.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Ownership.Owner;

/// The native consumer under [KafkaOwnership]: tells the owner what it has and no longer has, on the polling thread
/// and inside the poll, so that a shard goes to another node only after the owner has returned. Its partitions are
/// paused as soon as they come; it polls only to stay a member.
final class MemberConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(MemberConsumer.class);
    private static final Duration LEAVE = Duration.ofSeconds(8);
    private static final long CLOSE_SECONDS = 15;

    private final KafkaSettings settings;
    private final Owner owner;
    private final Set<Integer> owned = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable stop;
    private boolean failed;

    /// @param stop ends the polls; called at most once, when taking part has failed
    MemberConsumer(Map<String, Object> config, KafkaSettings settings, Owner owner, Runnable stop) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.settings = settings;
        this.owner = owner;
        this.stop = stop;
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            pause(partitions);
            // A position of its own: there is no committed one, and none is wanted.
            partitions.forEach(partition -> seek(partition, 0));
            Set<Integer> shards = shards(partitions);
            owned.addAll(shards);
            if (!shards.isEmpty()) {
                LOG.info("this node now owns the shards {}", shards);
                owner.assigned(shards);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Set<Integer> shards = shards(partitions);
            if (!shards.isEmpty() && !failed) {
                LOG.info("this node gives up the shards {}", shards);
                owner.revoked(shards);
            }
            owned.removeAll(shards);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lose(shards(partitions));
        }
    }

    private static Set<Integer> shards(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }

    private void lose(Set<Integer> shards) {
        owned.removeAll(shards);
        if (!shards.isEmpty() && !failed) {
            LOG.warn("this node has lost the shards {}", shards);
            owner.lost(shards);
        }
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Rebalances());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            super.poll(timeout);
        } catch (WakeupException _) {
            // it is being closed
        } catch (RetriableException e) {
            LOG.warn("Polling failed and goes on: {}", e.toString());
        } catch (RuntimeException e) {
            fail(e);
        }
        return ConsumerRecords.empty();
    }

    /// Takes part no longer.
    private void fail(RuntimeException reason) {
        stop.run();
        lose(Set.copyOf(owned));
        failed = true;
        try {
            close();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
        owner.failed(Trouble.refusal(settings, reason));
    }

    @Override
    public void close() {
        try {
            super.close(CloseOptions.timeout(LEAVE));
        } finally {
            closed.countDown();
        }
    }

    /// What the Vert.x client could not do.
    void unexpected(Throwable failure) {
        LOG.error("Polling failed", failure);
    }

    /// Waits, for a bounded time, until the polling thread has closed this.
    void awaitClosed() {
        try {
            if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("This node did not leave the owners within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

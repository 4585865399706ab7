package uk.tocsin.store.kafka;

import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Ownership;

/// Ownership as membership of a consumer group over the shards' topic: whoever has a partition owns its shard. The
/// group is used for nothing else: its partitions are paused, and no offset is committed.
final class KafkaOwnership implements Ownership {
    private final KafkaSettings settings;
    private final Map<String, Object> config;
    private final Vertx vertx;
    private @Nullable MemberConsumer member;
    private @Nullable KafkaConsumer<byte[], byte[]> stream;
    private boolean closed;

    /// @param vertx keeps the polls going; on an event loop that nothing holds up
    KafkaOwnership(KafkaSettings settings, Map<String, Object> config, Vertx vertx) {
        this.settings = settings;
        this.config = config;
        this.vertx = vertx;
    }

    @Override
    public synchronized void join(Owner owner) {
        if (member != null || closed) {
            throw new IllegalStateException("this node takes part already, or has ceased to");
        }
        MemberConsumer consumer = new MemberConsumer(config, settings, owner, this::stop);
        KafkaConsumer<byte[], byte[]> polls = KafkaConsumer.create(vertx, consumer);
        polls.exceptionHandler(consumer::unexpected);
        polls.handler(_ -> {
            // its partitions are paused
        });
        polls.subscribe(Set.of(settings.shardsTopic()));
        member = consumer;
        stream = polls;
    }

    private synchronized void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void close() {
        MemberConsumer leaving;
        synchronized (this) {
            closed = true;
            leaving = member;
        }
        if (leaving != null) {
            stop();
            leaving.awaitClosed();
        }
    }
}

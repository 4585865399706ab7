package uk.tocsin.store.kafka;

import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Polls for followers, at most one of each log. Any thread.
///
/// How it works: the Vert.x client calls [FollowingConsumer#poll] again and again on its polling thread; the
/// consumer hands what comes to the followers itself. It follows by manual assignment, from the positions it is
/// told: no group, no committed offset.
final class Poller {
    private final FollowingConsumer consumer;
    private final KafkaConsumer<byte[], byte[]> stream;

    /// Logs that somebody follows here, or has just ceased to; guarded by this.
    private final Set<Integer> taken = new HashSet<>();

    /// @param vertx keeps the polls going; on an event loop that nothing holds up
    Poller(Vertx vertx, Map<String, Object> config) {
        this.consumer = new FollowingConsumer(config, this::free);
        this.stream = KafkaConsumer.create(vertx, consumer);
        stream.exceptionHandler(consumer::unexpected);
        stream.handler(_ -> {
            // the consumer keeps its records to itself
        });
        stream.assign(Set.of());
    }

    /// Takes the log's place, if nobody follows it here.
    synchronized boolean reserve(int log) {
        return taken.add(log);
    }

    /// Begins to poll for it; its log's place was reserved.
    void add(Follow follow) {
        consumer.order(() -> consumer.add(follow));
    }

    /// Goes on polling for it.
    void resume(Follow follow) {
        consumer.order(() -> consumer.goOn(follow));
    }

    /// Polls for it no longer.
    void remove(Follow follow) {
        consumer.order(() -> consumer.drop(follow));
    }

    private synchronized void free(int log) {
        taken.remove(log);
    }

    /// Ends polling, and waits for that.
    void close() {
        stream.close();
        consumer.awaitClosed();
    }
}

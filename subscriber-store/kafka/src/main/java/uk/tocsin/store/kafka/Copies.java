package uk.tocsin.store.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/// Whether records could be written at this moment: every partition has a leader, and as many copies that keep up
/// as its topic asks for. Any thread; asks the brokers and waits for nothing.
final class Copies {
    private final Admin admin;
    private final List<String> topics;
    private final List<ConfigResource> resources;

    Copies(Admin admin, Collection<String> topics) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.resources = this.topics.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
    }

    KafkaFuture<Boolean> enough() {
        KafkaFuture<Map<String, TopicDescription>> described =
                admin.describeTopics(topics).allTopicNames();
        KafkaFuture<Map<ConfigResource, Config>> configured =
                admin.describeConfigs(resources).all();
        return KafkaFuture.allOf(described, configured)
                .thenApply(_ -> resources.stream()
                        .allMatch(resource -> enough(
                                Objects.requireNonNull(now(described).get(resource.name())),
                                Objects.requireNonNull(now(configured).get(resource)))));
    }

    private static <K, V> Map<K, V> now(KafkaFuture<Map<K, V>> done) {
        return done.toCompletionStage().toCompletableFuture().resultNow();
    }

    private static boolean enough(TopicDescription topic, Config config) {
        int asked = Integer.parseInt(config.get("min.insync.replicas").value());
        return topic.partitions().stream()
                .allMatch(partition -> partition.leader() != null
                        && !partition.leader().isEmpty()
                        && partition.isr().size() >= asked);
    }
}

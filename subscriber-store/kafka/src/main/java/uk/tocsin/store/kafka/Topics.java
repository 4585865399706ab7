package uk.tocsin.store.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import uk.tocsin.model.Shards;

/// The topics at the start: made if they are not there, and checked. On the thread that opens the store; every
/// call is bounded by [ClientConfig#ADMIN_TIMEOUT_MS].
final class Topics {
    /// How long a topic that was just made may take until every broker knows it.
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Admin admin;
    private final KafkaSettings settings;
    private final Map<String, Integer> wanted = new LinkedHashMap<>();

    Topics(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
        wanted.put(settings.controlTopic(), 1);
        wanted.put(settings.shardsTopic(), Shards.COUNT);
        wanted.put(settings.marksTopic(), 1);
    }

    /// Makes and checks them; gives the id of the cluster. KafkaStoreException: anything that is wrong, all of it
    /// in one message.
    String ready() {
        try {
            var cluster = admin.describeCluster();
            String id = get(cluster.clusterId());
            settings.clusterId().filter(known -> !known.equals(id)).ifPresent(known -> {
                throw new KafkaStoreException("kafka.bootstrap: the brokers at " + settings.bootstrap()
                        + " are Kafka cluster " + id + ", but the logs of this installation are in cluster " + known
                        + ": name brokers of that cluster; if the logs were moved on purpose, set kafka.cluster to "
                        + id);
            });
            Map<String, TopicDescription> found = describe();
            if (found.size() < wanted.size()) {
                create(found.keySet(), get(cluster.nodes()).size());
            }
            check();
            return id;
        } catch (ExecutionException e) {
            throw Trouble.refusal(settings, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaStoreException("opening was interrupted", e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException {
        return future.get();
    }

    private Map<String, TopicDescription> describe() throws ExecutionException, InterruptedException {
        var asked = admin.describeTopics(wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Map<String, TopicDescription> found = new HashMap<>();
        for (var topic : asked.entrySet()) {
            try {
                found.put(topic.getKey(), get(topic.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void create(Set<String> there, int brokers) throws ExecutionException, InterruptedException {
        if (brokers < settings.replication()) {
            throw new KafkaStoreException("kafka.replication: " + settings.replication()
                    + " copies need as many brokers, and the cluster has " + brokers
                    + ": start more (for development with one broker set kafka.replication to 1)");
        }
        List<NewTopic> missing = new ArrayList<>();
        wanted.forEach((name, partitions) -> {
            if (!there.contains(name)) {
                missing.add(new NewTopic(name, partitions, (short) settings.replication())
                        .configs(TopicRules.config(settings)));
            }
        });
        for (var made : admin.createTopics(missing).values().values()) {
            try {
                get(made);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private void check() throws ExecutionException, InterruptedException {
        List<String> faults = new ArrayList<>();
        for (TopicRules.Topic topic : topics()) {
            faults.addAll(TopicRules.faults(topic, Objects.requireNonNull(wanted.get(topic.name())), settings));
        }
        if (!faults.isEmpty()) {
            throw new KafkaStoreException(String.join("\n", faults));
        }
    }

    /// Asks until every broker that is asked knows them.
    private List<TopicRules.Topic> topics() throws ExecutionException, InterruptedException {
        long begun = System.nanoTime();
        List<TopicRules.Topic> found = List.of();
        while (found.isEmpty()) {
            try {
                found = ask();
            } catch (ExecutionException e) {
                boolean mayCome = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!mayCome || System.nanoTime() - begun > KNOWN_NANOS) {
                    throw e;
                }
            }
        }
        return found;
    }

    private List<TopicRules.Topic> ask() throws ExecutionException, InterruptedException {
        var descriptions =
                get(admin.describeTopics(wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames());
        var configs = get(admin.describeConfigs(wanted.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        List<TopicRules.Topic> found = new ArrayList<>();
        configs.forEach((resource, config) -> {
            Map<String, String> values = new HashMap<>();
            config.entries().forEach(entry -> values.put(entry.name(), String.valueOf(entry.value())));
            found.add(topic(Objects.requireNonNull(descriptions.get(resource.name())), values));
        });
        return found;
    }

    private static TopicRules.Topic topic(TopicDescription description, Map<String, String> config) {
        Set<String> allowed = new HashSet<>();
        if (description.authorizedOperations() == null) {
            allowed.addAll(Set.of("READ", "WRITE", "DESCRIBE_CONFIGS"));
        } else {
            description.authorizedOperations().forEach(operation -> allowed.add(operation.name()));
        }
        int copies = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new TopicRules.Topic(
                description.name(), description.partitions().size(), copies, config, Set.copyOf(allowed));
    }
}

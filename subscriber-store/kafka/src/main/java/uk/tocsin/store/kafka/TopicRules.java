package uk.tocsin.store.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import uk.tocsin.journal.Journal;

/// What the topics must be like for an acknowledged record to be safe. Pure.
final class TopicRules {
    /// The largest request and batch: an append of the most bytes is one record at worst, and has a header.
    static final int MAX_MESSAGE_BYTES = 2 * Journal.MAX_APPEND_BYTES;

    /// A closed segment is what deletion frees.
    private static final int SEGMENT_BYTES = 64 << 20;

    private static final Set<String> NEEDED = Set.of("READ", "WRITE", "DESCRIBE_CONFIGS");

    /// A topic as it is.
    ///
    /// @param copies the fewest of any of its partitions
    /// @param config its settings by name
    /// @param allowed what this client may do with it
    record Topic(String name, int partitions, int copies, Map<String, String> config, Set<String> allowed) {}

    private TopicRules() {}

    /// What a topic is created with.
    static Map<String, String> config(KafkaSettings settings) {
        Map<String, String> config = exact();
        config.put("min.insync.replicas", Integer.toString(settings.inSync()));
        config.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        config.put("segment.bytes", Integer.toString(SEGMENT_BYTES));
        return config;
    }

    private static Map<String, String> exact() {
        Map<String, String> config = new TreeMap<>();
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", "-1");
        config.put("retention.bytes", "-1");
        config.put("unclean.leader.election.enable", "false");
        config.put("message.timestamp.type", "LogAppendTime");
        return config;
    }

    /// Everything that is wrong with a topic, each in a sentence that says what to do; empty if nothing is.
    static List<String> faults(Topic topic, int partitions, KafkaSettings settings) {
        List<String> faults = new ArrayList<>();
        if (topic.partitions() != partitions) {
            faults.add("topic " + topic.name() + " has " + topic.partitions() + " partitions and must have "
                    + partitions + ", which cannot be changed once it has records: if it has none of this"
                    + " installation, delete it, or choose another kafka.prefix");
        }
        if (topic.copies() < settings.replication()) {
            faults.add("topic " + topic.name() + " has " + topic.copies() + " copies of some partition and must have "
                    + settings.replication() + " (kafka.replication): add copies with kafka-reassign-partitions");
        }
        exact().forEach((name, value) -> {
            String found = Objects.requireNonNullElse(topic.config().get(name), "not set");
            if (!found.equals(value)) {
                faults.add(fault(topic, name, found, "be " + value, value));
            }
        });
        atLeast(topic, "min.insync.replicas", settings.inSync(), faults);
        atLeast(topic, "max.message.bytes", MAX_MESSAGE_BYTES, faults);
        int all = number(topic, "min.insync.replicas");
        if (all > settings.inSync() && all >= topic.copies()) {
            faults.add(fault(
                    topic,
                    "min.insync.replicas",
                    Integer.toString(all),
                    "be less than the copies (" + topic.copies() + "), or one broker that is away stops everything",
                    Integer.toString(settings.inSync())));
        }
        NEEDED.stream()
                .sorted()
                .filter(need -> !topic.allowed().contains(need))
                .forEach(need -> faults.add("topic "
                        + topic.name() + ": this client may not " + need + ": allow it with kafka-acls --add --topic "
                        + topic.name()));
        return List.copyOf(faults);
    }

    private static void atLeast(Topic topic, String name, int least, List<String> faults) {
        if (number(topic, name) < least) {
            String found = Objects.requireNonNullElse(topic.config().get(name), "not set");
            faults.add(fault(topic, name, found, "be at least " + least, Integer.toString(least)));
        }
    }

    /// -1: not set, or no number.
    private static int number(Topic topic, String name) {
        String found = topic.config().get(name);
        try {
            return found == null ? -1 : Integer.parseInt(found);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static String fault(Topic topic, String name, String found, String must, String value) {
        return "topic " + topic.name() + ": " + name + " is " + found + " and must " + must
                + ": kafka-configs --alter --topic " + topic.name() + " --add-config " + name + "=" + value;
    }
}

package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.model.Shards;

class TopicRulesTest {
    private static final KafkaSettings SETTINGS =
            KafkaSettings.of(List.of("broker:9092"), "tocsin", new KafkaSettings.Security.Plain());
    private static final Set<String> ALLOWED = Set.of("READ", "WRITE", "DESCRIBE_CONFIGS", "DESCRIBE");

    private static TopicRules.Topic topic(Map<String, String> config) {
        return new TopicRules.Topic("tocsin.shards", Shards.COUNT, 3, config, ALLOWED);
    }

    private static List<String> faults(TopicRules.Topic topic) {
        return TopicRules.faults(topic, Shards.COUNT, SETTINGS);
    }

    @Test
    void whatIsCreatedHasNoFault() {
        assertThat(faults(topic(TopicRules.config(SETTINGS)))).isEmpty();
        KafkaSettings development = SETTINGS.withReplication(1);
        TopicRules.Topic one = new TopicRules.Topic("tocsin.control", 1, 1, TopicRules.config(development), ALLOWED);
        assertThat(TopicRules.faults(one, 1, development)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup.policy, compact, delete",
        "cleanup.policy, 'compact,delete', delete",
        "retention.ms, 604800000, -1",
        "retention.bytes, 1073741824, -1",
        "unclean.leader.election.enable, true, false",
        "message.timestamp.type, CreateTime, LogAppendTime",
        "min.insync.replicas, 1, 2",
        "max.message.bytes, 1048588, 2097152"
    })
    void aSettingThatCouldLoseARecordIsNamedWithWhatToDo(String name, String found, String must) {
        Map<String, String> config = new HashMap<>(TopicRules.config(SETTINGS));
        config.put(name, found);
        assertThat(faults(topic(config)))
                .singleElement()
                .asString()
                .startsWith("topic tocsin.shards: " + name + " is " + found + " and must be ")
                .endsWith("kafka-configs --alter --topic tocsin.shards --add-config " + name + "=" + must);
    }

    @Test
    void aSettingThatIsNotToldIsAFault() {
        Map<String, String> config = new HashMap<>(TopicRules.config(SETTINGS));
        config.remove("retention.ms");
        config.remove("min.insync.replicas");
        assertThat(faults(topic(config)))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("retention.ms is not set"))
                .anyMatch(fault -> fault.contains("min.insync.replicas is not set and must be at least 2"));
    }

    @Test
    void whenEveryCopyMustBeWrittenOneBrokerStopsAll() {
        Map<String, String> config = new HashMap<>(TopicRules.config(SETTINGS));
        config.put("min.insync.replicas", "3");
        assertThat(faults(topic(config))).singleElement().asString().contains("one broker that is away");
    }

    @Test
    void partitionsAndCopiesAreCounted() {
        Map<String, String> config = TopicRules.config(SETTINGS);
        assertThat(faults(new TopicRules.Topic("tocsin.shards", 63, 2, config, ALLOWED)))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("has 63 partitions and must have 64"))
                .anyMatch(fault -> fault.contains("has 2 copies of some partition and must have 3"));
    }

    @Test
    void whatThisClientMayNotDoIsNamed() {
        TopicRules.Topic topic = new TopicRules.Topic(
                "tocsin.shards", Shards.COUNT, 3, TopicRules.config(SETTINGS), Set.of("READ", "DESCRIBE_CONFIGS"));
        assertThat(faults(topic)).singleElement().asString().contains("this client may not WRITE");
    }
}

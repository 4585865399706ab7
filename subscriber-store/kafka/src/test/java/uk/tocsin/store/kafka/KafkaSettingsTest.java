package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.store.kafka.KafkaSettings.Security;

class KafkaSettingsTest {
    private static final KafkaSettings GOOD =
            KafkaSettings.of(List.of("127.0.0.1:9092", "[::1]:9093"), "tocsin", new Security.Plain());

    @TempDir
    private Path directory;

    @Test
    void namesAreMadeOfThePrefix() {
        assertThat(GOOD.controlTopic()).isEqualTo("tocsin.control");
        assertThat(GOOD.shardsTopic()).isEqualTo("tocsin.shards");
        assertThat(GOOD.ownersGroup()).isEqualTo("tocsin.owners");
    }

    @Test
    void twoOfThreeCopiesAreWrittenBeforeARecordCounts() {
        assertThat(GOOD.replication()).isEqualTo(3);
        assertThat(GOOD.inSync()).isEqualTo(2);
        assertThat(GOOD.withReplication(1).inSync()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "broker", "broker:", "broker:0", "broker:65536", "http://broker:9092", "a b:9092"})
    void anAddressThatIsNoneIsRefused(String address) {
        assertThatThrownBy(() -> KafkaSettings.of(List.of(address), "tocsin", new Security.Plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka.bootstrap: '" + address + "'");
    }

    @Test
    void aBrokerIsNeeded() {
        assertThatThrownBy(() -> KafkaSettings.of(List.of(), "tocsin", new Security.Plain()))
                .hasMessageStartingWith("kafka.bootstrap:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Tocsin", "9", "a/b", "a b"})
    void aPrefixThatCannotNameATopicIsRefused(String prefix) {
        assertThatThrownBy(() -> KafkaSettings.of(List.of("broker:9092"), prefix, new Security.Plain()))
                .hasMessageStartingWith("kafka.prefix: '" + prefix + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 10})
    void copiesThatCannotBeKeptAreRefused(int copies) {
        assertThatThrownBy(() -> GOOD.withReplication(copies)).hasMessageStartingWith("kafka.replication: " + copies);
    }

    @Test
    void otherSettingsHaveTheirLimits() {
        assertThatThrownBy(() -> GOOD.withClusterId(" ")).hasMessageStartingWith("kafka.cluster:");
        assertThatThrownBy(() -> GOOD.withDeliveryTimeout(Duration.ofSeconds(5)))
                .hasMessageStartingWith("kafka.deliveryTimeout: 5 s");
        assertThatThrownBy(() -> GOOD.withDeliveryTimeout(Duration.ofMinutes(3)))
                .hasMessageStartingWith("kafka.deliveryTimeout: 180 s");
    }

    @Test
    void aFileOfTlsThatIsMissingOrNoPemIsNamed() throws Exception {
        Path nothing = directory.resolve("nothing.pem");
        Path text = Files.writeString(directory.resolve("text.pem"), "hello");
        Path trust = Files.writeString(directory.resolve("trust.pem"), "-----BEGIN CERTIFICATE-----");
        assertThatThrownBy(() -> tls(nothing, Optional.empty()))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageStartingWith("kafka.tls.trust: " + nothing + " cannot be read");
        assertThatThrownBy(() -> tls(text, Optional.empty())).hasMessageContaining("no certificate");
        assertThatThrownBy(() -> tls(trust, Optional.of(trust)))
                .hasMessageStartingWith("kafka.tls.key: " + trust + " has no private key");
    }

    private static void tls(Path trust, Optional<Path> key) {
        KafkaStore.open(KafkaSettings.of(GOOD.bootstrap(), "tocsin", new Security.Tls(trust, key)));
    }

    @Test
    void theProducerNeitherDoublesNorReorders() {
        Map<String, Object> producer = ClientConfig.of(GOOD).producer();
        assertThat(producer)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 20_000)
                .doesNotContainKey("transactional.id");
        assertThat(producer)
                .containsEntry("max.in.flight.requests.per.connection", 5)
                .containsEntry("buffer.memory", 2 * Appender.MAX_BYTES);
    }
}

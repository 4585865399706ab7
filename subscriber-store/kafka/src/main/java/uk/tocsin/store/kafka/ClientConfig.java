package uk.tocsin.store.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;
import uk.tocsin.store.kafka.KafkaSettings.Security;

/// What the Kafka clients are made with. Every value that differs from Kafka's own has its reason here.
final class ClientConfig {
    /// How long the administrative client tries before it gives up. A start makes a few calls, and the first one
    /// fails if brokers cannot be reached: that must be said within 15 s.
    static final int ADMIN_TIMEOUT_MS = 8_000;

    /// The least that Kafka's brokers allow by default, and three heartbeats: with a rebalance and a claim on
    /// top, shards of a node that died are decided for again in well under 15 s.
    static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_MS = 1_500;

    /// A node whose polling thread waits for longer gives up its shards.
    private static final int MAX_POLL_INTERVAL_MS = 10_000;

    private static final int REQUEST_TIMEOUT_MS = 5_000;

    /// How long a poll may wait for records at the broker. A partition that is polled again after a pause has
    /// to wait for the poll that is under way without it.
    private static final int MAX_WAIT_MS = 50;

    private final KafkaSettings settings;
    private final Map<String, Object> security;

    private ClientConfig(KafkaSettings settings, Map<String, Object> security) {
        this.settings = settings;
        this.security = security;
    }

    /// Reads the PEM files. KafkaStoreException: one cannot be read, or is not what it should be.
    static ClientConfig of(KafkaSettings settings) {
        Map<String, Object> security = new HashMap<>();
        switch (settings.security()) {
            case Security.Plain() -> security.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
            case Security.Tls(Path trust, var key) -> {
                security.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
                security.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                security.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, pem("kafka.tls.trust", trust, false));
                key.ifPresent(file -> {
                    security.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
                    security.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, pem("kafka.tls.key", file, true));
                });
            }
        }
        return new ClientConfig(settings, security);
    }

    private static String pem(String field, Path file, boolean withKey) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new KafkaStoreException(field + ": " + file + " cannot be read: " + e, e);
        }
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw new KafkaStoreException(field + ": " + file + " has no certificate in PEM form");
        }
        if (withKey && !text.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new KafkaStoreException(
                    field + ": " + file + " has no private key in PEM form (PKCS #8, not encrypted)");
        }
        return file.toString();
    }

    private Map<String, Object> common(String client) {
        Map<String, Object> config = new HashMap<>(security);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", settings.bootstrap()));
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.prefix() + "-" + client);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        // Nothing of what a node does is told to the brokers.
        config.put("enable.metrics.push", false);
        return config;
    }

    Map<String, Object> admin() {
        Map<String, Object> config = common("admin");
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return config;
    }

    Map<String, Object> producer() {
        Map<String, Object> config = common("appends");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                settings.deliveryTimeout().toMillis());
        // Small appends to many logs: a request for each would cost brokers, and everybody who follows, more than
        // what it carries. Measured against 0, 2 and 10 (ops/docs/performance.md).
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicRules.MAX_MESSAGE_BYTES);
        // Twice what may be outstanding: a batch takes room for more than it holds.
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * Appender.MAX_BYTES);
        // What the producer cannot take within a second is refused: that is certain, and the caller tries again.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        // A log that was idle is not asked about anew.
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        return config;
    }

    /// Of a consumer that follows logs by its own account: no group, no offsets but those it is told.
    Map<String, Object> follower(int number) {
        Map<String, Object> config = common("follower-" + number);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_WAIT_MS);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 << 10);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4096);
        return config;
    }

    /// Of the consumer that is a member of the group of owners. Classic groups, because there the member says
    /// after what silence it is given up; with the newer protocol that is a setting of the brokers, 45 s at
    /// least. Cooperative and sticky, so that nobody loses a shard that stays.
    Map<String, Object> member() {
        Map<String, Object> config = common("owner");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.ownersGroup());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return config;
    }
}

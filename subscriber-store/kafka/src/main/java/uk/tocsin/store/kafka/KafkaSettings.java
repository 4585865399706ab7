package uk.tocsin.store.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How an installation uses Kafka. Every fault names the setting as the configuration file does.
///
/// @param bootstrap brokers to begin with, as `host:port`; the others are learnt from them
/// @param prefix begins the names of topics and of the group, so that installations can share a cluster
/// @param security how brokers are reached
/// @param replication copies of each record: 3 or more, of which 2 are written before a record counts; 1 is for
///     development with one broker, which loses what that broker loses
/// @param clusterId the cluster in which the logs are, as the first start was told; empty before that
/// @param deliveryTimeout how long an append may take before it is uncertain (6 s to 2 min): longer than the
///     cluster takes to replace a broker that died, which is 9 s unless its settings say otherwise
public record KafkaSettings(
        List<String> bootstrap,
        String prefix,
        Security security,
        int replication,
        Optional<String> clusterId,
        Duration deliveryTimeout) {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9._-]{0,99}");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_REPLICATION = 9;
    private static final Duration LEAST = Duration.ofSeconds(6);
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Duration USUAL = Duration.ofSeconds(20);

    /// How brokers are reached.
    public sealed interface Security {
        /// In plain text: for development, or where the network itself is trusted.
        record Plain() implements Security {}

        /// TLS 1.2 or later. The broker's name is checked against its certificate.
        ///
        /// @param trust a PEM file of the certificates that brokers' certificates descend from
        /// @param key a PEM file with this client's private key (PKCS #8, not encrypted) and its
        ///     certificates, if brokers ask for one
        record Tls(Path trust, Optional<Path> key) implements Security {}
    }

    /// Checks each setting.
    public KafkaSettings {
        bootstrap = List.copyOf(bootstrap);
        if (bootstrap.isEmpty()) {
            throw new IllegalArgumentException("kafka.bootstrap: name at least one broker, as host:port");
        }
        bootstrap.forEach(KafkaSettings::checkAddress);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("kafka.prefix: '" + prefix
                    + "' is not a lower-case letter followed by at most 99 of a-z, 0-9, '.', '_' and '-'");
        }
        if (replication != 1 && (replication < 3 || replication > MAX_REPLICATION)) {
            throw new IllegalArgumentException("kafka.replication: " + replication + " is not 3 to " + MAX_REPLICATION
                    + " copies (or 1, for development with one broker)");
        }
        if (clusterId.isPresent() && clusterId.get().isBlank()) {
            throw new IllegalArgumentException("kafka.cluster: is blank; leave it out before the first start");
        }
        if (deliveryTimeout.compareTo(LEAST) < 0 || deliveryTimeout.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("kafka.deliveryTimeout: " + deliveryTimeout.toSeconds()
                    + " s is not from " + LEAST.toSeconds() + " s to " + MOST.toSeconds() + " s");
        }
    }

    private static void checkAddress(String address) {
        var parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("kafka.bootstrap: '" + address + "' is not host:port");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("kafka.bootstrap: '" + address + "' has no port from 1 to " + MAX_PORT);
        }
    }

    /// Three copies, appends uncertain after 20 s, no cluster remembered.
    public static KafkaSettings of(List<String> bootstrap, String prefix, Security security) {
        return new KafkaSettings(bootstrap, prefix, security, 3, Optional.empty(), USUAL);
    }

    /// The same with another number of copies.
    public KafkaSettings withReplication(int copies) {
        return new KafkaSettings(bootstrap, prefix, security, copies, clusterId, deliveryTimeout);
    }

    /// The same for the cluster that was remembered.
    public KafkaSettings withClusterId(String id) {
        return new KafkaSettings(bootstrap, prefix, security, replication, Optional.of(id), deliveryTimeout);
    }

    /// The same with another time after which an append is uncertain.
    public KafkaSettings withDeliveryTimeout(Duration timeout) {
        return new KafkaSettings(bootstrap, prefix, security, replication, clusterId, timeout);
    }

    /// Copies that must be written before a record counts.
    int inSync() {
        return replication == 1 ? 1 : 2;
    }

    String controlTopic() {
        return prefix + ".control";
    }

    String shardsTopic() {
        return prefix + ".shards";
    }

    String marksTopic() {
        return prefix + ".marks";
    }

    String ownersGroup() {
        return prefix + ".owners";
    }
}

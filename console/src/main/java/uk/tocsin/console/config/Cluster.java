package uk.tocsin.console.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.tocsin.store.kafka.KafkaSettings;
import uk.tocsin.store.redis.RedisListener;
import uk.tocsin.store.redis.RedisSettings;

/// How a node takes part in an installation of several: the logs are in Kafka, the register and the snapshots in
/// Redis.
///
/// @param node its number, 1 to 999, which no other node has at the same time; node 1 makes the keys on the first run
public record Cluster(int node, Set<NodeRole> roles, KafkaSettings kafka, RedisSettings redis) {
    private static final int MOST = 999;
    private static final String NODE = "cluster.node";
    private static final String ROLES = "cluster.roles";

    /// Reads the settings; empty where `cluster.node` is 0, which is an installation of one process.
    static Optional<Cluster> read(SettingsReader in) {
        int node = in.count(NODE, 0, 0, MOST);
        Set<NodeRole> roles = roles(in);
        Optional<KafkaSettings> kafka = kafka(in, node > 0);
        Optional<RedisSettings> redis = redis(in, node > 0);
        if (node == 0) {
            if (!roles.equals(NodeRole.all())) {
                in.problem(ROLES, "means nothing while cluster.node is 0: one process does everything");
            }
            return Optional.empty();
        }
        return kafka.flatMap(logs -> redis.map(records -> new Cluster(node, roles, logs, records)));
    }

    private static Set<NodeRole> roles(SettingsReader in) {
        String given = in.text(ROLES, "console, edge, engine");
        try {
            return NodeRole.of(given);
        } catch (IllegalArgumentException e) {
            in.problem(ROLES, String.valueOf(e.getMessage()));
            return NodeRole.all();
        }
    }

    private static Optional<Path> file(SettingsReader in, String name) {
        Path path = in.path(name, "");
        return path.toString().isEmpty() ? Optional.empty() : Optional.of(path);
    }

    private static Optional<KafkaSettings> kafka(SettingsReader in, boolean needed) {
        String bootstrap = in.text("kafka.bootstrap", "");
        String prefix = in.text("kafka.prefix", "tocsin");
        int replication = in.count("kafka.replication", 3, 1, 9);
        String cluster = in.text("kafka.cluster", "");
        var timeout = in.span("kafka.deliveryTimeout", "20s");
        Optional<Path> trust = file(in, "kafka.trust");
        Optional<Path> key = file(in, "kafka.key");
        if (!needed) {
            return Optional.empty();
        }
        if (key.isPresent() && trust.isEmpty()) {
            in.problem("kafka.key", "needs kafka.trust: it is only used with TLS");
        }
        KafkaSettings.Security security = trust.<KafkaSettings.Security>map(
                        file -> new KafkaSettings.Security.Tls(file, key))
                .orElseGet(KafkaSettings.Security.Plain::new);
        List<String> brokers = bootstrap.isEmpty() ? List.of() : List.of(bootstrap.split("\\s*,\\s*", -1));
        return made(
                in,
                () -> new KafkaSettings(
                        brokers,
                        prefix,
                        security,
                        replication,
                        cluster.isEmpty() ? Optional.empty() : Optional.of(cluster),
                        timeout));
    }

    private static Optional<RedisSettings> redis(SettingsReader in, boolean needed) {
        String uri = in.text("redis.uri", "");
        String user = in.text("redis.user", "");
        Optional<Path> password = file(in, "redis.passwordFile");
        Optional<Path> trust = file(in, "redis.trustFile");
        String prefix = in.text("redis.prefix", "tocsin");
        var connect = in.span("redis.connectTimeout", "5s");
        var command = in.span("redis.commandTimeout", "5s");
        var erasure = in.span("redis.erasureTimeout", "10m");
        if (!needed) {
            return Optional.empty();
        }
        return made(in, () -> {
            RedisSettings at = RedisSettings.at(uri);
            return new RedisSettings(
                    at.uri(), user, password, trust, prefix, connect, command, erasure, RedisListener.NONE);
        });
    }

    private interface Making<T> {
        T make();
    }

    /// What the stores' settings say of themselves begins with the name of the setting.
    private static <T> Optional<T> made(SettingsReader in, Making<T> making) {
        try {
            return Optional.of(making.make());
        } catch (IllegalArgumentException e) {
            String[] words = String.valueOf(e.getMessage()).split(": ", 2);
            in.problem(words[0], words[words.length - 1]);
            return Optional.empty();
        }
    }
}

package uk.tocsin.demo.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.demo.DemoException;
import uk.tocsin.servers.Kafka;
import uk.tocsin.servers.Redis;

/// Everything of a cluster but its first node, which serves staff and the internet and runs in this process. The first
/// node is opened between [#start] and [#join]: it makes the keys that the others need.
public final class Cluster implements AutoCloseable {
    /// The others: they decide and send.
    public static final int ENGINES = 2;

    /// Kafka's brokers.
    public static final int BROKERS = 3;

    private static final String KEYS = "tocsin.key";

    /// The nodes end before the Redis that they write to.
    private static final Duration ORDERLY = Duration.ofSeconds(90);

    private final Path data;
    private final Kafka brokers;
    private final Redis redis;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private List<String> java = List.of("-Xmx768m");

    private Cluster(Path data, Kafka brokers, Redis redis) {
        this.data = data;
        this.brokers = brokers;
        this.redis = redis;
    }

    /// Starts brokers and Redis on what they left in `data`.
    ///
    /// @param forBrokers arguments for `ops/broker`
    public static Cluster start(Path data, String... forBrokers) {
        Kafka brokers = new Kafka(data.resolve("kafka"), BROKERS, forBrokers);
        try {
            return new Cluster(data, brokers, new Redis(data.resolve("redis"), ORDERLY, Map.of()));
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    /// Starts nodes from now on with these options of Java; without this they have memory for some 1 million people.
    public Cluster withJava(String... options) {
        java = List.of(options);
        return this;
    }

    /// Settings of an installation as the first node has them.
    public Map<String, String> first(Map<String, String> settings) {
        return node(settings, 1, "console, edge");
    }

    /// Settings of a node with a number and roles.
    public Map<String, String> node(Map<String, String> settings, int number, String roles) {
        Map<String, String> mine = new HashMap<>(settings);
        mine.put("data.dir", directory(number).toString());
        mine.put("cluster.node", Integer.toString(number));
        mine.put("cluster.roles", roles);
        mine.put("kafka.bootstrap", brokers.bootstrap());
        mine.put("redis.uri", redis.uri());
        return mine;
    }

    private Path directory(int number) {
        return data.resolve("node-" + number);
    }

    /// Starts the other nodes; returns when they serve.
    public void join(Map<String, String> settings) {
        for (int number = 2; number < 2 + ENGINES; number++) {
            nodes.add(engine(settings, number, Map.of()));
        }
    }

    /// Starts one more node that decides and sends; the caller closes it.
    ///
    /// @param more settings of its own
    public NodeProcess engine(Map<String, String> settings, int number, Map<String, String> more) {
        Map<String, String> mine = node(settings, number, "engine");
        mine.put("console.port", "0");
        mine.putAll(more);
        try {
            Files.createDirectories(directory(number));
            Files.copy(
                    directory(1).resolve(KEYS), directory(number).resolve(KEYS), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DemoException("the key file of the first node cannot be given to node " + number, e);
        }
        return NodeProcess.start(mine, java);
    }

    /// The nodes that decide and send.
    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    public Kafka brokers() {
        return brokers;
    }

    public Redis redis() {
        return redis;
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        redis.close();
        brokers.close();
    }
}

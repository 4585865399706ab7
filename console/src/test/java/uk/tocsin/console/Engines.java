package uk.tocsin.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.config.Settings;
import uk.tocsin.servers.Certificates;
import uk.tocsin.servers.Kafka;
import uk.tocsin.servers.Redis;

/// A real Kafka broker and a real Redis server, in processes of their own that end with this one.
public record Engines(Kafka kafka, Redis redis) implements AutoCloseable {
    private static @Nullable Engines shared;

    /// Those of all tests of this process: each names its cluster by a prefix that nobody else has.
    public static synchronized Engines shared() {
        Engines open = shared;
        if (open == null) {
            open = start(temporary());
            shared = open;
        }
        return open;
    }

    /// Its files go when this process ends, and its processes with it.
    private static Path temporary() {
        try {
            Path work = Files.createTempDirectory("tocsin-engines");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shared().delete(work), "engines"));
            return work;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(Path work) {
        kafka.close();
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Engines of one's own; the broker has a TLS listener that trusts [Certificates#shared].
    static Engines start(Path work) {
        Certificates certificates = Certificates.shared();
        return new Engines(
                new Kafka(work.resolve("kafka"), 1, "--tls", certificates.broker() + "," + certificates.trust()),
                new Redis(work.resolve("redis")));
    }

    /// Settings of a node with this directory, in a cluster of this name.
    public Map<String, String> node(Path directory, String prefix) {
        Map<String, String> settings = new HashMap<>(Map.of("data.dir", directory.toString()));
        settings.put("cluster.node", "1");
        settings.put("kafka.bootstrap", kafka.bootstrap());
        settings.put("kafka.prefix", prefix);
        settings.put("kafka.replication", "1");
        settings.put("redis.uri", redis.uri());
        settings.put("redis.prefix", prefix);
        return settings;
    }

    /// The same, read.
    public Settings settings(Path directory, String prefix) {
        return Settings.read(node(directory, prefix));
    }

    @Override
    public void close() {
        redis.close();
        kafka.close();
    }
}

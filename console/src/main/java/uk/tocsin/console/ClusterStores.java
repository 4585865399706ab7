package uk.tocsin.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import uk.tocsin.console.config.Cluster;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Ownership;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.store.kafka.KafkaStore;
import uk.tocsin.store.redis.RedisStore;

/// A node's share of Kafka (logs, ownership, marks) and of Redis (register, snapshots). Which installation they are of
/// is said by the marks, and Redis must say the same.
final class ClusterStores implements Stores {
    private final KafkaStore kafka;
    private final RedisStore redis;

    private ClusterStores(KafkaStore kafka, RedisStore redis) {
        this.kafka = kafka;
        this.redis = redis;
    }

    /// @param directory of the node, for its key file and what it keeps for a while; made if it is missing
    static ClusterStores open(Path directory, Cluster cluster) {
        make(directory);
        KafkaStore kafka = KafkaStore.open(cluster.kafka());
        try {
            return new ClusterStores(kafka, redis(cluster, kafka));
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ConfigException(List.of("data.dir: " + directory + " cannot be made: " + e.getMessage()));
        }
    }

    /// A log that holds nothing yet is of an installation that begins: only then may Redis be empty, too.
    private static RedisStore redis(Cluster cluster, KafkaStore kafka) {
        UUID installation = kafka.marks().found(UUID.randomUUID());
        boolean begins =
                kafka.journal().end(Journal.CONTROL).toCompletableFuture().join() == 0;
        return begins
                ? RedisStore.create(cluster.redis(), installation)
                : RedisStore.open(cluster.redis(), installation);
    }

    @Override
    public Journal journal() {
        return kafka.journal();
    }

    @Override
    public Ownership ownership() {
        return kafka.ownership();
    }

    @Override
    public Snapshots snapshots() {
        return redis.snapshots();
    }

    @Override
    public Register register() {
        return redis.register();
    }

    @Override
    public Marks marks() {
        return kafka.marks();
    }

    @Override
    public void backupTo(Path target) {
        throw new UnsupportedOperationException("backup of a cluster");
    }

    @Override
    public void close() {
        try {
            redis.close();
        } finally {
            kafka.close();
        }
    }
}

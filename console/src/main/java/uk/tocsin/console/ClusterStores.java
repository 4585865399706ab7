package uk.tocsin.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import uk.tocsin.console.config.Cluster;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.moving.Copy;
import uk.tocsin.console.moving.CopyException;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.console.moving.Side;
import uk.tocsin.console.register.Erasures;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Ownership;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.store.kafka.KafkaStore;
import uk.tocsin.store.redis.RedisStore;
import uk.tocsin.store.sqlite.DataDirectory;

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
        return with(cluster, kafka -> {
            UUID installation = kafka.marks().found(UUID.randomUUID());
            // Only an installation that begins may find Redis empty, too.
            RedisStore redis = begins(kafka.journal(), cluster)
                    ? RedisStore.create(cluster.redis(), installation)
                    : RedisStore.open(cluster.redis(), installation);
            return whole(redis, cluster);
        });
    }

    /// Opens stores that hold nothing yet, marks excepted, to be copied into.
    ///
    /// @param installation whose they become; where the marks are somebody's, theirs
    static ClusterStores openEmpty(Cluster cluster, UUID installation) {
        return with(cluster, kafka -> {
            UUID theirs = kafka.marks().found(installation);
            if (!theirs.equals(installation)) {
                throw new CopyException("the topics " + cluster.kafka().prefix() + ".* hold the marks of installation "
                        + theirs + ", and what is copied is " + installation + ": choose another kafka.prefix");
            }
            return RedisStore.create(cluster.redis(), theirs);
        });
    }

    private interface Opening {
        RedisStore redis(KafkaStore kafka);
    }

    private static ClusterStores with(Cluster cluster, Opening opening) {
        KafkaStore kafka = KafkaStore.open(cluster.kafka());
        try {
            return new ClusterStores(kafka, opening.redis(kafka));
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    /// How both prefixes are emptied.
    static String emptying(Cluster cluster) {
        String prefix = cluster.kafka().prefix();
        return "delete the topics " + prefix + ".control and " + prefix + ".shards (not " + prefix
                + ".marks) and all keys " + cluster.redis().prefix() + ":* in Redis, and begin again";
    }

    /// Whether nothing was ever written. A copy writes the control log last.
    private static boolean begins(Journal journal, Cluster cluster) {
        if (journal.end(Journal.CONTROL).toCompletableFuture().join() > 0) {
            return false;
        }
        boolean empty = IntStream.range(0, Shards.COUNT).mapToObj(journal::end).toList().stream()
                .allMatch(end -> end.toCompletableFuture().join() == 0);
        if (!empty) {
            throw unfinished(cluster);
        }
        return true;
    }

    private static RedisStore whole(RedisStore redis, Cluster cluster) {
        try {
            if (Side.isUnfinished(redis.register())) {
                throw unfinished(cluster);
            }
            return redis;
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private static ConfigException unfinished(Cluster cluster) {
        return new ConfigException(
                List.of("a copy into this cluster (migrate or restore) has begun and not ended: " + emptying(cluster)));
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ConfigException(List.of("data.dir: " + directory + " cannot be made: " + e.getMessage()));
        }
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
    public void backupTo(Path target, Vault vault, Progress progress) {
        DataDirectory.write(target, data -> {
            Side backup = new Side(data.journal(), data.snapshots(), data.register());
            Copy.run(Migrate.side(this), backup, Erasures.addresses(vault), progress);
            backup.end();
        });
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

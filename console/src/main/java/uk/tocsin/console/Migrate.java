package uk.tocsin.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import uk.tocsin.console.config.Cluster;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.config.Secret;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.moving.Copy;
import uk.tocsin.console.moving.CopyException;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.console.moving.Report;
import uk.tocsin.console.moving.Side;
import uk.tocsin.console.register.Erasures;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.store.sqlite.DataDirectoryException;
import uk.tocsin.store.sqlite.RegisterFile;

/// Moves an installation of one process, which is stopped, into an empty cluster. Positions, numbers, tokens, claims
/// and marks are the same there, so alerts go on and receipts of messages that were sent before count. The data
/// directory stays, but cannot be opened any more: two that go on would send everything twice. Whose it is is put
/// down in its marks, so that a second attempt is of the same installation.
public final class Migrate {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Migrate() {}

    /// What was moved.
    ///
    /// @param keys what the nodes need to open it: the key file of the directory, or the setting
    public record Moved(Report report, String keys) {}

    /// Moves `directory` into the cluster that the settings of a node name. Blocks. ConfigException,
    /// DataDirectoryException, VaultException or CopyException, with words for the operator: nothing was moved,
    /// or the cluster has to be emptied.
    public static Moved run(Path directory, Settings settings, Progress progress) {
        Cluster cluster = cluster(settings, "migrate");
        if (!RegisterFile.isIn(directory)) {
            throw new DataDirectoryException(directory + " holds no installation");
        }
        Secret given = settings.engine().key();
        if (given.reveal().isEmpty() && Files.notExists(KeySource.file(directory))) {
            throw new DataDirectoryException(KeySource.file(directory) + " does not exist: without it the register"
                    + " cannot be read; put it there");
        }
        try (EmbeddedStores from = EmbeddedStores.open(directory, new SimpleMeterRegistry())) {
            Vault vault = vault(from.register(), directory, given);
            if (given.reveal().isEmpty() && Files.exists(KeySource.file(settings.data()))) {
                vault(from.register(), settings.data(), given);
            }
            UUID installation = from.marks().found(UUID.randomUUID());
            return new Moved(into(cluster, installation, from, vault, progress), KeySource.name(directory, given));
        }
    }

    /// The cluster of the settings. ConfigException: they name none.
    static Cluster cluster(Settings settings, String command) {
        return settings.cluster()
                .orElseThrow(() -> new ConfigException(List.of("cluster.node: is 0, which is no node of a cluster: "
                        + command + " needs the settings of one (--config FILE)")));
    }

    /// The vault of these keys. VaultException: they are of another register.
    static Vault vault(Register register, Path directory, Secret given) {
        KeyRing ring = KeySource.read(directory, given, RANDOM);
        Vault vault = new Vault(ring, RANDOM);
        KeyProbe.verify(register, vault, KeySource.name(directory, given));
        return vault;
    }

    /// Copies into an empty cluster, marks first: whoever was erased stays erased whatever happens then.
    static Report into(Cluster cluster, UUID installation, EmbeddedStores from, Vault vault, Progress progress) {
        try (ClusterStores to = ClusterStores.openEmpty(cluster, installation)) {
            Side target = side(to);
            List<String> content = target.content();
            if (!content.isEmpty()) {
                throw new CopyException("the cluster is not empty, it has " + String.join(" and ", content)
                        + ": if none of it is wanted, " + ClusterStores.emptying(cluster)
                        + "; or choose other prefixes");
            }
            carry(from.marks(), to.marks());
            Report report = Copy.run(side(from), target, Erasures.addresses(vault), progress);
            // In this order: a crash between the two leaves neither to go on, but never both.
            from.retire();
            target.end();
            return report;
        }
    }

    static Side side(Stores stores) {
        return new Side(stores.journal(), stores.snapshots(), stores.register());
    }

    /// Adds marks to marks: of numbers the greater.
    static void carry(Marks from, Marks to) {
        to.raiseVersion(from.version());
        to.raiseAlerts(from.alerts());
        to.raiseRestores(from.restores());
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            for (SlotKind kind : SlotKind.values()) {
                to.raiseSlots(shard, kind, from.slots(shard, kind));
            }
        }
        from.erasures().forEach(to::erased);
    }
}

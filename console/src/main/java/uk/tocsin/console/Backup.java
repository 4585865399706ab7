package uk.tocsin.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Vault;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.DataDirectoryException;
import uk.tocsin.store.sqlite.LastingMarks;

/// Backs up a data directory that nobody has open, or a cluster, whose nodes may run. A running installation does the
/// same by [Installation#backupTo]. Either backup is a data directory.
///
/// Never in a backup: the key file, without which it cannot be read, and the lasting marks, which say what it
/// must not bring back. Keep copies of both apart from it.
public final class Backup {
    private Backup() {}

    /// Copies the store of `data` into `target`, an empty or new directory. Blocks. DataDirectoryException: there
    /// is no data directory, it is open, the target is not empty, or writing failed.
    public static void run(Path target, Path data) {
        if (!Files.isDirectory(data)) {
            throw new DataDirectoryException("data directory " + data + " does not exist");
        }
        try (DataDirectory open = DataDirectory.open(data)) {
            open.backupTo(target);
        }
    }

    /// Copies the cluster that the settings of a node name. As [#run(Path, Path)]; also CopyException.
    ///
    /// @param marks a file that is to have the marks of the cluster as well, for the day when Kafka is lost
    public static void ofCluster(Path target, Settings settings, Optional<Path> marks, Progress progress) {
        Migrate.cluster(settings, "a backup of a cluster");
        try (Stores stores = Stores.open(settings, new SimpleMeterRegistry())) {
            if (!Migrate.side(stores).hasActs()) {
                throw new ConfigException(List.of("the cluster holds no installation: there is nothing to back up"));
            }
            KeySource.read(settings, stores.begins(), new SecureRandom());
            Vault vault = Migrate.vault(
                    stores.register(), settings.data(), settings.engine().key());
            stores.backupTo(target, vault, progress);
            marks.ifPresent(file -> export(stores.marks(), file));
        }
    }

    /// Adds the marks of a cluster to a file, which may be that of an earlier time.
    static void export(Marks marks, Path file) {
        try (Marks copy = LastingMarks.open(file)) {
            marks.installation().filter(id -> !copy.found(id).equals(id)).ifPresent(id -> {
                throw new DataDirectoryException(file + " has the marks of another installation than " + id);
            });
            Migrate.carry(marks, copy);
        }
    }
}

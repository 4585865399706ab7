package uk.tocsin.console;

import java.nio.file.Files;
import java.nio.file.Path;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.DataDirectoryException;

/// Backs up a data directory that nobody has open. A running installation does the same by
/// [DataDirectory#backupTo].
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
}

package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of the three files. Each copy is of one instant, but not of the same: snapshots come first, so that
/// the logs have every record after them (deletions wait meanwhile), and the register before the logs, so that
/// a record of it that the logs do not know cannot be there unless its slot was just being given.
final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    private static final List<StoreFile> ORDER = List.of(StoreFile.SNAPSHOTS, StoreFile.REGISTER, StoreFile.LOGS);
    private static final long CACHE_BYTES = 4 << 20;

    private Backup() {}

    static void write(Path source, Path target) {
        try {
            Layout.refuseUnlessEmpty(target);
            Layout.makeDirectory(target);
        } catch (IOException e) {
            throw new DataDirectoryException("backup to " + target + " cannot begin", e);
        }
        try {
            for (StoreFile kind : ORDER) {
                copy(kind.in(source), kind.in(target));
            }
            Layout.mark(target);
        } catch (IOException | SQLException e) {
            clear(target);
            throw new DataDirectoryException("backup to " + target + " failed", e);
        } catch (RuntimeException e) {
            clear(target);
            throw e;
        }
    }

    /// Makes a directory that holds no backup yet, and says so.
    static void begin(Path target) {
        try {
            Layout.refuseUnlessEmpty(target);
            Layout.makeDirectory(target);
            Layout.beginRestore(target);
        } catch (IOException e) {
            throw new DataDirectoryException("backup to " + target + " cannot begin", e);
        }
    }

    private static void copy(Path from, Path to) throws SQLException, IOException {
        Layout.makeFile(to);
        try (Session session = Session.forCopying(from, CACHE_BYTES)) {
            PreparedStatement vacuum = session.sql("VACUUM INTO ?");
            vacuum.setString(1, to.toString());
            vacuum.execute();
        }
        Layout.force(to);
        Layout.verify(to);
    }

    /// Copies a backup into a directory. From its beginning until [Layout#endRestore] the directory cannot be
    /// opened; what an attempt that did not end has left is replaced.
    static void restore(Path backup, Path target) {
        try {
            if (!Layout.marked(backup) || Layout.restoring(backup)) {
                throw new DataDirectoryException(backup + " is not a finished backup");
            }
            Layout.makeDirectory(target);
            if (Layout.restoring(target)) {
                clear(target);
            }
            Layout.refuseStore(target);
            Layout.beginRestore(target);
        } catch (IOException e) {
            throw new DataDirectoryException("restore from " + backup + " to " + target + " cannot begin", e);
        }
        try {
            for (StoreFile kind : ORDER) {
                Path file = kind.in(target);
                Files.copy(kind.in(backup), file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                Layout.force(file);
                Layout.verify(file);
            }
            Layout.mark(target);
        } catch (IOException | SQLException e) {
            abandon(target);
            throw new DataDirectoryException("restore from " + backup + " to " + target + " failed", e);
        } catch (RuntimeException e) {
            abandon(target);
            throw e;
        }
    }

    /// Leaves nothing of a restore that failed.
    static void abandon(Path target) {
        clear(target);
        try {
            Layout.endRestore(target);
        } catch (IOException e) {
            LOG.warn("{} stays closed: a restore into it failed", target, e);
        }
    }

    /// Removes what an attempt that failed has written: nothing of a store was there before.
    private static void clear(Path target) {
        for (Path file : Layout.store(target)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} remains of an attempt that failed", file, e);
            }
        }
    }
}

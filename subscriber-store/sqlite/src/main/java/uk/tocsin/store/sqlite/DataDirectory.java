package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.register.Register;

/// The embedded store: a directory with the logs, the register and the snapshots, open in one process at a
/// time. The ports it gives are the same each time. Their stages complete on threads of the store, one for the
/// writes of each file: a continuation that blocks holds up the next answers of that file, though not its
/// commits.
///
/// Threads: for each file a writing and an answering one, for logs and register the readers of [StoreSettings],
/// for snapshots a reading one and one that saves; thirteen by default, all named `tocsin-…`.
public final class DataDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /// What is open, in the order in which it was opened.
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final Path directory;
    private final SqliteJournal journal;
    private final SqliteRegister register;
    private final SqliteSnapshots snapshots;

    private DataDirectory(
            Path directory, StoreSettings settings, String synchronous, DiskSpace space, boolean restoring)
            throws IOException, SQLException {
        this.directory = directory;
        try {
            open.push(DirectoryLock.take(directory));
            if (!restoring && Layout.restoring(directory)) {
                throw new DataDirectoryException("data directory " + directory
                        + " is being restored, or a restore of it did not end: restore it again");
            }
            if (Layout.moved(directory)) {
                throw new DataDirectoryException("data directory " + directory + " was moved into a cluster, which may"
                        + " have sent since what this one would send again; if it never ran, delete tocsin-moved");
            }
            boolean finished = Layout.marked(directory);
            Part logs = new Part(StoreFile.LOGS, settings, synchronous, space, SqliteJournal::failure);
            List<Tail> tails = SqliteJournal.load(logs.session);
            journal = keep(new SqliteJournal(logs.writer("logs"), logs.readers("logs", settings.logReaders()), tails));
            Part contacts = new Part(StoreFile.REGISTER, settings, synchronous, space, SqliteRegister::failure);
            Claims claims = Claims.load(contacts.session);
            register = keep(new SqliteRegister(
                    contacts.writer("register"), contacts.readers("register", settings.registerReaders()), claims));
            Part states = new Part(StoreFile.SNAPSHOTS, settings, synchronous, space, SqliteJournal::failure);
            snapshots = keep(
                    new SqliteSnapshots(new SnapshotFile(states.writer("snapshots"), states.readers("snapshots", 1))));
            Layout.force(directory);
            if (!finished) {
                Layout.mark(directory);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// One file being opened.
    private final class Part {
        private final StoreFile kind;
        private final StoreSettings settings;
        private final DiskSpace space;
        private final Trouble.Failures failures;
        private final Session session;

        Part(StoreFile kind, StoreSettings settings, String synchronous, DiskSpace space, Trouble.Failures failures)
                throws IOException, SQLException {
            this.kind = kind;
            this.settings = settings;
            this.space = space;
            this.failures = failures;
            Layout.makeFile(kind.in(directory));
            session = Session.forWriting(kind.in(directory), kind, settings, synchronous);
            open.push(session);
            Layout.prepare(session, kind.in(directory), kind);
        }

        Writer writer(String name) throws SQLException, IOException {
            Scrubber scrubber = null;
            if (kind.forgets()) {
                scrubber = keep(new Scrubber(kind.in(directory), kind.writeAheadLog(directory)));
            }
            return keep(
                    new Writer(name, session, new Room(space, settings.reserveBytes()), scrubber, settings, failures));
        }

        Readers readers(String name, int count) throws SQLException {
            return keep(new Readers(name, kind.in(directory), count, kind == StoreFile.REGISTER, settings, failures));
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    /// Opens a directory, and makes it (0700) if it does not exist. [DataDirectoryException] names the
    /// directory and the reason: it is open already, in another process or in this one; it is of another
    /// version; it lacks a file; it cannot be read.
    public static DataDirectory open(Path directory) {
        return open(directory, StoreSettings.defaults());
    }

    /// The same with other settings.
    public static DataDirectory open(Path directory, StoreSettings settings) {
        return open(directory, settings, "FULL");
    }

    /// @param synchronous anything but FULL is for a test that shows what FULL is for
    static DataDirectory open(Path directory, StoreSettings settings, String synchronous) {
        try {
            Layout.makeDirectory(directory);
            return new DataDirectory(directory, settings, synchronous, DiskSpace.of(directory), false);
        } catch (IOException | SQLException e) {
            throw cannotBeOpened(directory, e);
        }
    }

    /// @param space where it is asked how much room there is: for a test that fills the disk
    static DataDirectory open(Path directory, StoreSettings settings, DiskSpace space) {
        try {
            Layout.makeDirectory(directory);
            return new DataDirectory(directory, settings, "FULL", space, false);
        } catch (IOException | SQLException e) {
            throw cannotBeOpened(directory, e);
        }
    }

    private static DataDirectoryException cannotBeOpened(Path directory, Exception why) {
        return new DataDirectoryException(
                "data directory " + directory + " cannot be opened: " + why.getMessage(), why);
    }

    /// The logs.
    public Journal journal() {
        return journal;
    }

    /// The register.
    public Register register() {
        return register;
    }

    /// The snapshots.
    public Snapshots snapshots() {
        return snapshots;
    }

    /// Copies the three files while they are in use into an empty directory, or a new one (0700), and reads the
    /// copies back. Blocks its caller for as long as that takes. Meanwhile records below a snapshot are not
    /// deleted, and an erasure is done but not answered before its bytes are gone. DataDirectoryException: the
    /// target is not empty, or writing failed; nothing remains then.
    public void backupTo(Path target) {
        journal.deletions().hold();
        try {
            Backup.write(directory, target);
        } finally {
            journal.deletions().letGo();
        }
    }

    /// Makes a backup of what is not in a data directory: `fill` writes it into a store in an empty directory, or a
    /// new one (0700), which nobody can open or restore before `fill` has returned. DataDirectoryException: the
    /// target is not empty, or writing failed. After any exception nothing remains; after a crash, a directory that
    /// is refused.
    public static void write(Path target, Consumer<DataDirectory> fill) {
        Backup.begin(target);
        fill(target, fill, "backup to " + target + " failed");
    }

    /// Makes a data directory from a backup, reading all of it, and lets `amend` change it before anybody else
    /// may open it: a crash before `amend` has returned leaves a directory that [#open] refuses and another
    /// restore replaces. Files that are not of the store stay as they are. DataDirectoryException: the target
    /// holds a store, or the backup is unfinished, damaged or of another version. After that, and after any
    /// exception of `amend`, nothing of the restore remains.
    public static void restore(Path backup, Path target, Consumer<DataDirectory> amend) {
        Backup.restore(backup, target);
        fill(target, amend, "restore from " + backup + " to " + target + " failed");
    }

    private static void fill(Path target, Consumer<DataDirectory> fill, String failure) {
        try {
            try (DataDirectory data =
                    new DataDirectory(target, StoreSettings.defaults(), "FULL", DiskSpace.of(target), true)) {
                fill.accept(data);
            }
            Layout.endRestore(target);
        } catch (IOException | SQLException e) {
            Backup.abandon(target);
            throw new DataDirectoryException(failure, e);
        } catch (RuntimeException e) {
            Backup.abandon(target);
            throw e;
        }
    }

    /// Says that the installation goes on elsewhere: from now on the directory cannot be opened.
    /// DataDirectoryException:
    /// it could not be said.
    public void retire() {
        try {
            Layout.markMoved(directory);
        } catch (IOException e) {
            throw new DataDirectoryException(directory + " cannot be marked as moved", e);
        }
    }

    /// Finishes what was accepted and closes everything. Once more does nothing.
    @Override
    public synchronized void close() {
        @Nullable AutoCloseable next = open.poll();
        while (next != null) {
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("A part of data directory {} did not close in order", directory, e);
            }
            next = open.poll();
        }
    }
}

package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What lies in a data directory or a backup: the three files, and a mark that is written last, so that a
/// directory without it was never finished and one with it lacks nothing.
final class Layout {
    private static final String MARK = "tocsin-data";
    private static final String TEXT = "Tocsin data directory, layout 1\n";
    private static final String RESTORING = "tocsin-restoring";
    private static final String MOVED = "tocsin-moved";
    private static final String OWNER_ONLY = "rw-------";

    private Layout() {}

    static void makeDirectory(Path directory) throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else if (!Files.isDirectory(directory)) {
            throw new DataDirectoryException(directory + " is not a directory");
        }
    }

    static void refuseUnlessEmpty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isPresent()) {
                    throw new DataDirectoryException(directory + " is not empty");
                }
            }
        }
    }

    /// Refuses a directory with anything of a store in it; other files (keys, marks) may lie there.
    static void refuseStore(Path directory) throws IOException {
        for (Path each : store(directory)) {
            if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                throw new DataDirectoryException(directory + " holds a store already (" + each.getFileName()
                        + "): move its " + MARK + " and *.db* files away first");
            }
        }
    }

    /// The files of a store, also those that SQLite keeps beside them; the mark is the first.
    static List<Path> store(Path directory) {
        List<Path> files = new ArrayList<>(List.of(directory.resolve(MARK), directory.resolve(MARK + ".new")));
        for (StoreFile kind : StoreFile.values()) {
            for (String companion : List.of("", "-wal", "-shm", "-journal")) {
                files.add(directory.resolve(kind.fileName() + companion));
            }
        }
        return files;
    }

    /// Whether a restore into the directory has begun and not ended: it must not be used.
    static boolean restoring(Path directory) {
        return Files.exists(directory.resolve(RESTORING));
    }

    static void beginRestore(Path directory) throws IOException {
        makeFile(directory.resolve(RESTORING));
        force(directory);
    }

    static void endRestore(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(RESTORING));
        force(directory);
    }

    /// Whether the installation goes on elsewhere.
    static boolean moved(Path directory) {
        return Files.exists(directory.resolve(MOVED));
    }

    static void markMoved(Path directory) throws IOException {
        makeFile(directory.resolve(MOVED));
        force(directory);
    }

    static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
    }

    /// Whether the directory was finished. Refuses one of another version, and one that lacks a file.
    static boolean marked(Path directory) throws IOException {
        Path mark = directory.resolve(MARK);
        if (Files.notExists(mark)) {
            return false;
        }
        String text = Files.readString(mark, StandardCharsets.ISO_8859_1);
        if (!text.equals(TEXT)) {
            throw new DataDirectoryException("data directory " + directory + " has a layout that this version does not"
                    + " know: " + mark.getFileName() + " is not \"" + TEXT.strip() + "\"");
        }
        for (StoreFile kind : StoreFile.values()) {
            if (Files.notExists(kind.in(directory)) || Files.size(kind.in(directory)) == 0) {
                throw new DataDirectoryException(
                        "data directory " + directory + " lacks " + kind.fileName() + ": restore it from a backup");
            }
        }
        return true;
    }

    static void mark(Path directory) throws IOException {
        Path fresh = directory.resolve(MARK + ".new");
        Files.writeString(fresh, TEXT, StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(OWNER_ONLY));
        force(fresh);
        Files.move(fresh, directory.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
        force(directory);
    }

    /// An empty file that only its owner can read: SQLite gives its companions the same permissions.
    static void makeFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            FileChannel.open(
                            file,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)))
                    .close();
        }
    }

    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            channel.force(true);
        }
    }

    /// Makes the tables of a new file, or checks those of an old one.
    static void prepare(Session session, Path file, StoreFile kind) throws SQLException {
        long application = session.number("PRAGMA application_id");
        long version = session.number("PRAGMA user_version");
        if (application == 0 && version == 0 && session.number("SELECT count(*) FROM sqlite_schema") == 0) {
            session.begin();
            for (String table : kind.tables()) {
                session.run(table);
            }
            session.run("PRAGMA application_id=" + StoreFile.APPLICATION_ID);
            session.run("PRAGMA user_version=" + StoreFile.SCHEMA_VERSION);
            session.commit();
            return;
        }
        check(file, application, version);
    }

    /// Refuses a file of another program, or of another version.
    static void check(Session session, Path file) throws SQLException {
        check(file, session.number("PRAGMA application_id"), session.number("PRAGMA user_version"));
    }

    private static void check(Path file, long application, long version) {
        if (application != StoreFile.APPLICATION_ID) {
            throw new DataDirectoryException(file + " is not a file of Tocsin");
        }
        if (version != StoreFile.SCHEMA_VERSION) {
            throw new DataDirectoryException(file + " has schema version " + version + "; this version of Tocsin knows "
                    + StoreFile.SCHEMA_VERSION);
        }
    }

    /// Reads every page of a file that nobody else has open.
    static void verify(Path file) throws SQLException {
        try (Session session = Session.forReading(file, 8 << 20)) {
            check(session, file);
            String verdict = session.text("PRAGMA integrity_check(1)");
            if (!"ok".equals(verdict)) {
                throw new DataDirectoryException(file + " is damaged: " + verdict);
            }
        }
    }
}

package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.util.List;

/// The three files and their tables.
enum StoreFile {
    LOGS("logs.db", false),
    REGISTER("register.db", true),
    SNAPSHOTS("snapshots.db", false);

    /// "Tocs": marks the files as ours (`PRAGMA application_id`).
    static final int APPLICATION_ID = 0x546f6373;

    /// The version of the tables (`PRAGMA user_version`).
    static final int SCHEMA_VERSION = 2;

    private final String fileName;
    private final boolean forgets;

    StoreFile(String fileName, boolean forgets) {
        this.fileName = fileName;
        this.forgets = forgets;
    }

    String fileName() {
        return fileName;
    }

    /// Whether deleted bytes must not remain in the file.
    boolean forgets() {
        return forgets;
    }

    List<String> tables() {
        return switch (this) {
            case LOGS ->
                List.of(
                        "CREATE TABLE record (key INTEGER PRIMARY KEY, data BLOB NOT NULL)",
                        "CREATE TABLE log (log INTEGER PRIMARY KEY, floor INTEGER NOT NULL)");
            case REGISTER ->
                List.of(
                        "CREATE TABLE record (key INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
                        "CREATE TABLE claim (bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL)",
                        "CREATE TABLE claim_log (id INTEGER PRIMARY KEY, entries BLOB NOT NULL)",
                        "CREATE TABLE document (collection TEXT NOT NULL, key NOT NULL, sealed BLOB NOT NULL,"
                                + " PRIMARY KEY (collection, key)) WITHOUT ROWID");
            case SNAPSHOTS ->
                List.of(
                        "CREATE TABLE snapshot (id INTEGER PRIMARY KEY, log INTEGER NOT NULL, position INTEGER NOT NULL,"
                                + " length INTEGER NOT NULL, hash BLOB NOT NULL, verified INTEGER NOT NULL)",
                        "CREATE TABLE piece (key INTEGER PRIMARY KEY, data BLOB NOT NULL)");
        };
    }

    Path in(Path directory) {
        return directory.resolve(fileName);
    }

    Path writeAheadLog(Path directory) {
        return directory.resolve(fileName + "-wal");
    }
}

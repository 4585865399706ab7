/// The embedded store: the three ports on SQLite, in one directory.
///
/// ```
/// DIR                 0700
///   lock              held by the process that has the directory open
///   tocsin-data       written last when the directory is made: the version of its layout
///   tocsin.marks        what a restore must not undo ([LastingMarks]); in no backup
///   tocsin-restoring    there while a restore is not finished: the directory cannot be opened
///   tocsin-moved        there when the installation goes on in a cluster: the directory cannot be opened
///   logs.db
///     record          key = log << 48 | position → data
///     log             log → floor: records below it are deleted
///   register.db
///     record          key = shard << 32 | slot → sealed
///     claim           first 2 bytes of blind indexes → their other bytes and ordinals ([Claims])
///     claim_log       number → claims that are not there yet
///     document        collection, key → sealed
///   snapshots.db
///     snapshot        id → log, position, length, SHA-256, verified
///     piece           id << 16 | number → at most 512 KiB of a state
/// ```
///
/// Each file has one writing connection on one thread ([Writer]), which commits all that waits together, moves
/// the write-ahead log into the file between commits ([Checkpoints]), and answers on a second thread. A few
/// reading connections ([Readers]) have a thread each; a read transaction lasts one batch.
///
/// Intentional oddities:
/// - `secure_delete` does not clear what SQLite leaves behind when it moves rows between pages; [Scrubber]
///   does.
/// - Nothing opens and closes a database file besides SQLite while it is open: closing any descriptor of a file
///   drops the process's POSIX locks on it.
/// - Connections are in JDBC's auto-commit mode, and transactions are plain statements: the driver's own mode
///   opens
///   the next transaction right after each commit.
@org.jspecify.annotations.NullMarked
package uk.tocsin.store.sqlite;

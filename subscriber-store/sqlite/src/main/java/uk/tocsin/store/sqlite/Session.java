package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// One connection and its prepared statements, of which there are as many as there are constants of SQL in this
/// package. Used by one thread at a time.
final class Session implements AutoCloseable {
    static final int PAGE_BYTES = 4096;

    /// How long a checkpoint that needs readers to move on waits for them. They hold a batch each:
    /// milliseconds.
    private static final int BUSY_MS = 200;

    /// 128 GiB: the number of a page then never begins with a byte that is also a kind of page ([Scrubber]).
    private static final long MAX_PAGES = 0x01ff_ffffL;

    /// What `PRAGMA wal_checkpoint` says: frames in the write-ahead log, and how many of them are in the file.
    record WriteAheadLog(boolean busy, int frames, int moved) {
        boolean empty() {
            return !busy && moved >= frames;
        }
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Session(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    }

    /// @param synchronous FULL, except where a test shows that it matters
    static Session forWriting(Path file, StoreFile kind, StoreSettings settings, String synchronous)
            throws SQLException {
        Session session = new Session(file);
        try {
            session.run("PRAGMA page_size=" + PAGE_BYTES);
            session.common(settings.cacheBytes());
            if (!"wal".equals(session.text("PRAGMA journal_mode=WAL"))) {
                throw new SQLException("the file system does not let SQLite use a write-ahead log");
            }
            session.run("PRAGMA synchronous=" + synchronous);
            session.run("PRAGMA wal_autocheckpoint=0");
            session.run("PRAGMA secure_delete=" + (kind.forgets() ? "ON" : "OFF"));
            long pages = settings.maxFileBytes() / PAGE_BYTES;
            session.number("PRAGMA max_page_count=" + (pages == 0 ? MAX_PAGES : Math.min(pages, MAX_PAGES)));
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    static Session forReading(Path file, long cacheBytes) throws SQLException {
        Session session = forCopying(file, cacheBytes);
        try {
            session.run("PRAGMA query_only=ON");
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// For `VACUUM INTO`, which only reads the file but counts as writing.
    static Session forCopying(Path file, long cacheBytes) throws SQLException {
        Session session = new Session(file);
        try {
            session.common(cacheBytes);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void common(long cacheBytes) throws SQLException {
        run("PRAGMA busy_timeout=" + BUSY_MS);
        run("PRAGMA temp_store=MEMORY");
        run("PRAGMA trusted_schema=OFF");
        run("PRAGMA cell_size_check=ON");
        run("PRAGMA cache_size=-" + cacheBytes / 1024);
    }

    /// The statement of a constant text; parameters are set anew for each use.
    PreparedStatement sql(String constant) throws SQLException {
        PreparedStatement statement = prepared.get(constant);
        if (statement == null || dead(statement)) {
            statement = connection.prepareStatement(constant);
            prepared.put(constant, statement);
        }
        return statement;
    }

    /// The driver finalises a statement that failed (a full disk), but does not call it closed.
    private static boolean dead(PreparedStatement statement) {
        try {
            statement.clearParameters();
            return false;
        } catch (SQLException _) {
            return true;
        }
    }

    /// Begins a writing transaction.
    void begin() throws SQLException {
        sql("BEGIN IMMEDIATE").execute();
    }

    /// Begins a reading transaction.
    void beginReading() throws SQLException {
        sql("BEGIN").execute();
    }

    void commit() throws SQLException {
        sql("COMMIT").execute();
    }

    void rollback() throws SQLException {
        try {
            sql("ROLLBACK").execute();
        } catch (SQLException e) {
            // SQLite rolls some failures back by itself, and then there is nothing left to roll back.
            String message = e.getMessage();
            if (message == null || !message.contains("no transaction is active")) {
                throw e;
            }
        }
    }

    void run(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            String text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    /// @param mode NOOP only reports; PASSIVE moves what no reader holds; FULL moves all; TRUNCATE also empties
    ///     the log
    WriteAheadLog checkpoint(String mode) throws SQLException {
        try (ResultSet rows = sql("PRAGMA wal_checkpoint(" + mode + ")").executeQuery()) {
            rows.next();
            return new WriteAheadLog(rows.getInt(1) != 0, rows.getInt(2), rows.getInt(3));
        }
    }

    @Override
    public void close() throws SQLException {
        SQLException first = null;
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                first = e;
            }
        }
        prepared.clear();
        connection.close();
        if (first != null) {
            throw first;
        }
    }
}

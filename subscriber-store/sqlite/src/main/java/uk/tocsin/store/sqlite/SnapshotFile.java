package uk.tocsin.store.sqlite;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots.Snapshot;

/// What [SqliteSnapshots] does, step by step, on its thread. A save writes the pieces, reads them back on the
/// reading connection, compares, and then marks the snapshot as verified and drops the older ones. What a crash
/// leaves unverified is dropped by the next save of its log.
final class SnapshotFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
    private static final int PIECE_BYTES = 512 << 10;
    private static final int PIECE_BITS = 16;

    /// The two that protocol.md keeps: the older is what may be gone back to.
    private static final int KEPT = 2;

    private record Row(long id, long position, int length, byte[] hash) {}

    private final Writer writer;
    private final Readers readers;

    SnapshotFile(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    long save(Snapshot snapshot) {
        int log = snapshot.log();
        byte[] state = snapshot.state();
        byte[] hash = hash(log, snapshot.position(), state);
        long id = write("begin of a snapshot of log " + log, 0, session -> begin(session, snapshot, hash));
        for (int i = 0; (long) i * PIECE_BYTES < state.length; i++) {
            int number = i;
            byte[] piece =
                    Arrays.copyOfRange(state, i * PIECE_BYTES, (int) Math.min(state.length, (i + 1L) * PIECE_BYTES));
            write("piece of a snapshot of log " + log, piece.length, session -> piece(session, id, number, piece));
        }
        Row row = new Row(id, snapshot.position(), state.length, hash);
        Optional<byte[]> back = read("check of a snapshot of log " + log, session -> state(session, log, row));
        if (back.isEmpty() || !Arrays.equals(back.get(), state)) {
            throw new JournalException(
                    JournalException.Kind.UNCERTAIN,
                    "snapshots: what was read back of log " + log + " is not what was written");
        }
        write("end of a snapshot of log " + log, 0, session -> verify(session, log, id, snapshot.position()));
        List<Long> positions = whole(log, row);
        drop(log);
        return positions.size() < KEPT ? 0 : positions.get(KEPT - 1);
    }

    /// The positions of the newest two that are whole at this moment: deletion will rely on the older. One that
    /// has been damaged since it was saved does not count any more.
    private List<Long> whole(int log, Row saved) {
        List<Long> positions = new ArrayList<>();
        for (Row row : read("snapshots of log " + log, session -> rows(session, log))) {
            if (row.id() == saved.id() || state(log, row).isPresent()) {
                positions.add(row.position());
            } else {
                write("removal of a snapshot of log " + log, 0, session -> distrust(session, row.id()));
            }
            if (positions.size() == KEPT) {
                break;
            }
        }
        return positions;
    }

    private Optional<byte[]> state(int log, Row row) {
        try {
            return read("snapshot of log " + log, session -> state(session, log, row));
        } catch (JournalException e) {
            LOG.error("The snapshot of log {} at {} cannot be read and is left out", log, row.position(), e);
            return Optional.empty();
        }
    }

    private static boolean distrust(Session session, long id) throws SQLException {
        PreparedStatement update = session.sql("UPDATE snapshot SET verified = 0 WHERE id = ?");
        update.setLong(1, id);
        return update.executeUpdate() > 0;
    }

    List<Snapshot> latest(int log) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Row row : read("snapshots of log " + log, session -> rows(session, log))) {
            state(log, row).ifPresent(state -> snapshots.add(new Snapshot(log, row.position(), state)));
        }
        return snapshots;
    }

    private static long begin(Session session, Snapshot snapshot, byte[] hash) throws SQLException {
        PreparedStatement insert = session.sql("INSERT INTO snapshot (log, position, length, hash, verified)"
                + " VALUES (?, ?, ?, ?, 0) RETURNING id");
        insert.setInt(1, snapshot.log());
        insert.setLong(2, snapshot.position());
        insert.setInt(3, snapshot.state().length);
        insert.setBytes(4, hash);
        long id;
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            id = row.getLong(1);
        }
        return id;
    }

    private static boolean piece(Session session, long id, int number, byte[] data) throws SQLException {
        PreparedStatement insert = session.sql("INSERT OR REPLACE INTO piece (key, data) VALUES (?, ?)");
        insert.setLong(1, id << PIECE_BITS | number);
        insert.setBytes(2, data);
        return insert.executeUpdate() > 0;
    }

    private static boolean verify(Session session, int log, long id, long position) throws SQLException {
        PreparedStatement same =
                session.sql("UPDATE snapshot SET verified = 0 WHERE log = ? AND position = ? AND id <> ?");
        same.setInt(1, log);
        same.setLong(2, position);
        same.setLong(3, id);
        same.executeUpdate();
        PreparedStatement verified = session.sql("UPDATE snapshot SET verified = 1 WHERE id = ?");
        verified.setLong(1, id);
        return verified.executeUpdate() > 0;
    }

    /// Those that were verified, newest first: two, or a few more while a save has not dropped the others.
    private static List<Row> rows(Session session, int log) throws SQLException {
        PreparedStatement select = session.sql("SELECT id, position, length, hash FROM snapshot"
                + " WHERE log = ? AND verified = 1 ORDER BY position DESC");
        select.setInt(1, log);
        List<Row> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Row(row.getLong(1), row.getLong(2), row.getInt(3), row.getBytes(4)));
            }
        }
        return found;
    }

    /// The state of a snapshot if it is whole.
    private static Optional<byte[]> state(Session session, int log, Row row) throws SQLException {
        PreparedStatement select = session.sql("SELECT data FROM piece WHERE key >= ? AND key < ? ORDER BY key");
        select.setLong(1, row.id() << PIECE_BITS);
        select.setLong(2, (row.id() + 1) << PIECE_BITS);
        ByteBuffer state = ByteBuffer.allocate(row.length());
        boolean fits = true;
        try (ResultSet pieces = select.executeQuery()) {
            while (fits && pieces.next()) {
                byte[] piece = pieces.getBytes(1);
                fits = piece != null && piece.length <= state.remaining();
                if (fits) {
                    state.put(piece);
                }
            }
        }
        if (!fits || state.hasRemaining() || !Arrays.equals(hash(log, row.position(), state.array()), row.hash())) {
            LOG.error("The snapshot of log {} at {} is damaged and is left out", log, row.position());
            return Optional.empty();
        }
        return Optional.of(state.array());
    }

    /// Deletes all of this log but the newest two, a few pieces a commit; from the first on it does not count.
    private void drop(int log) {
        boolean more = true;
        while (more) {
            more = write("deletion of old snapshots of log " + log, 0, session -> dropSome(session, log));
        }
    }

    private static boolean dropSome(Session session, int log) throws SQLException {
        PreparedStatement select = session.sql("SELECT id FROM snapshot WHERE log = ? AND id NOT IN (SELECT id FROM"
                + " snapshot WHERE log = ? AND verified = 1 ORDER BY position DESC LIMIT " + KEPT + ") LIMIT 1");
        select.setInt(1, log);
        select.setInt(2, log);
        long id;
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            id = row.getLong(1);
        }
        distrust(session, id);
        PreparedStatement pieces = session.sql(
                "DELETE FROM piece WHERE key IN (SELECT key FROM piece WHERE key >= ? AND key < ? LIMIT 8)");
        pieces.setLong(1, id << PIECE_BITS);
        pieces.setLong(2, (id + 1) << PIECE_BITS);
        if (pieces.executeUpdate() == 0) {
            PreparedStatement snapshot = session.sql("DELETE FROM snapshot WHERE id = ?");
            snapshot.setLong(1, id);
            snapshot.executeUpdate();
        }
        return true;
    }

    private <T> T write(String name, int bytes, Readers.Read<T> work) {
        return await(writer.submit(new Task<T>(name, bytes) {
            @Override
            T write(Session session) throws SQLException {
                return work.from(session);
            }
        }));
    }

    private <T> T read(String name, Readers.Read<T> work) {
        return await(readers.read(name, Readers.Size.LARGE, work));
    }

    private static <T> T await(java.util.concurrent.CompletableFuture<T> stage) {
        try {
            return stage.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JournalException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static byte[] hash(int log, long position, byte[] state) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(12).putInt(log).putLong(position).array());
            return digest.digest(state);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}

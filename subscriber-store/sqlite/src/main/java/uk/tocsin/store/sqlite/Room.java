package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;

/// Whether there is room to write: on the disk, above the reserve, and in the file. Asked by the writing thread
/// before each commit and four times a second; its last answer is read by any thread.
final class Room {
    /// When a write has failed for want of room, this much must fit before another is tried.
    private static final int PROBE_BYTES = 64 << 10;

    private final DiskSpace space;
    private final long reserveBytes;
    private volatile boolean full;
    private boolean ranOut;

    Room(DiskSpace space, long reserveBytes) {
        this.space = space;
        this.reserveBytes = reserveBytes;
    }

    boolean full() {
        return full;
    }

    /// A write failed for want of room.
    void ranOut() {
        ranOut = true;
        full = true;
    }

    /// Asks again. Outside a transaction.
    boolean enough(Session session) throws IOException, SQLException {
        boolean enough = space.usable() >= Math.max(reserveBytes, ranOut ? PROBE_BYTES : 0);
        if (enough && ranOut) {
            ranOut = !fits(session);
        }
        full = !enough || ranOut;
        return !full;
    }

    private static boolean fits(Session session) throws SQLException {
        session.begin();
        try {
            session.run("CREATE TABLE probe (fill BLOB)");
            session.run("INSERT INTO probe VALUES (zeroblob(" + PROBE_BYTES + "))");
            return true;
        } catch (SQLException e) {
            if (Trouble.ofWriting(e) == Trouble.FULL) {
                return false;
            }
            throw e;
        } finally {
            session.rollback();
        }
    }

    String describe() {
        return String.format(
                Locale.ROOT, "no room: the disk has less than %d MiB, or the file is at its limit", reserveBytes >> 20);
    }
}

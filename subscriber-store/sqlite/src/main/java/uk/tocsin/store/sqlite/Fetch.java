package uk.tocsin.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterException;

/// A fetch of the records of some slots. Wanted slots that lie close together are read as one range, and what
/// lies between them is passed over: stepping over a row costs a tenth of asking for one.
final class Fetch {
    /// Rows of one read transaction: about 300 KB in memory.
    private static final int CHUNK = 1024;

    /// A gap of more slots than this begins a new range.
    private static final int MAX_GAP = 8;

    private static final String RANGE = "SELECT key, sealed FROM record WHERE key >= ? AND key <= ? ORDER BY key";

    private final int shard;
    private final int[] slots;
    private final int to;
    private final Register.Sink sink;
    private final int[] found = new int[CHUNK];
    private final byte[][] sealed = new byte[CHUNK][];
    private int next;

    private Fetch(int shard, int[] slots, int from, int to, Register.Sink sink) {
        this.shard = shard;
        this.slots = slots;
        this.next = from;
        this.to = to;
        this.sink = sink;
    }

    static CompletableFuture<Integer> start(
            Readers readers, int shard, int[] slots, int from, int to, Register.Sink sink) {
        SqliteRegister.key(shard, 0);
        if (from < 0 || to < from || to > slots.length) {
            throw new IllegalArgumentException(
                    "fetch of shard " + shard + ": no slots " + from + " to " + to + " of " + slots.length);
        }
        for (int i = from; i < to; i++) {
            if (slots[i] < 0 || i > from && slots[i] <= slots[i - 1]) {
                throw new IllegalArgumentException("fetch of shard " + shard + ": the slots do not ascend at " + i);
            }
        }
        return readers.read(
                "fetch of shard " + shard,
                Readers.Size.of(to - from),
                session -> new Fetch(shard, slots, from, to, sink).run(session));
    }

    private int run(Session session) throws SQLException {
        int total = 0;
        while (next < to) {
            int count;
            session.beginReading();
            try {
                count = chunk(session);
            } finally {
                session.rollback();
            }
            total += count;
            hand(count);
        }
        return total;
    }

    private void hand(int count) {
        try {
            for (int i = 0; i < count; i++) {
                sink.record(found[i], sealed[i]);
            }
        } catch (RuntimeException e) {
            throw new RegisterException("fetch of shard " + shard + ": the receiver failed", e);
        }
    }

    /// Reads the records of the next slots, at most [#CHUNK] of them; their number.
    private int chunk(Session session) throws SQLException {
        int count = 0;
        int end = Math.min(to, next + CHUNK);
        PreparedStatement range = session.sql(RANGE);
        while (next < end) {
            int last = next;
            while (last + 1 < end && slots[last + 1] - slots[last] <= MAX_GAP) {
                last++;
            }
            range.setLong(1, SqliteRegister.key(shard, slots[next]));
            range.setLong(2, SqliteRegister.key(shard, slots[last]));
            try (ResultSet rows = range.executeQuery()) {
                while (rows.next()) {
                    int slot = (int) rows.getLong(1);
                    while (slots[next] < slot) {
                        next++;
                    }
                    if (slots[next] == slot) {
                        found[count] = slot;
                        sealed[count++] = rows.getBytes(2);
                    }
                }
            }
            next = last + 1;
        }
        return count;
    }
}

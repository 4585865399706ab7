package uk.tocsin.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.model.codec.CorruptRecordException;

/// The logs in `logs.db`. Positions are given by the writing thread when a record is written, and taken back
/// when its transaction is. Followers are fed from [Tail]s by the answering thread.
final class SqliteJournal implements Journal {
    /// A follower has at most one read outstanding, so this many can never be refused a read.
    static final int MAX_FOLLOWERS = Readers.MAX_READS;

    private static final int POSITION_BITS = 48;

    /// Records deleted in one transaction.
    private static final int DELETE_RECORDS = 1024;

    private final Writer writer;
    private final Readers readers;
    private final DeletionGate gate = new DeletionGate();
    private final List<Tail> tails = new ArrayList<>();
    private final List<Set<Follow>> followers = new ArrayList<>();

    /// The next position of each log; touched by the writing thread alone.
    private final long[] next = new long[LOGS];

    private int following;
    private boolean closed;

    SqliteJournal(Writer writer, Readers readers, List<Tail> tails) {
        this.writer = writer;
        this.readers = readers;
        for (int log = 0; log < LOGS; log++) {
            this.tails.add(tails.get(log));
            this.next[log] = tails.get(log).end();
            this.followers.add(ConcurrentHashMap.newKeySet());
        }
    }

    /// Where each log begins and ends in the file.
    static List<Tail> load(Session session) throws SQLException {
        List<Tail> tails = new ArrayList<>();
        PreparedStatement floors = session.sql("SELECT floor FROM log WHERE log = ?");
        PreparedStatement ends = session.sql("SELECT max(key) FROM record WHERE key >= ? AND key < ?");
        for (int log = 0; log < LOGS; log++) {
            long floor = 0;
            floors.setInt(1, log);
            try (ResultSet row = floors.executeQuery()) {
                floor = row.next() ? row.getLong(1) : 0;
            }
            ends.setLong(1, key(log, 0));
            ends.setLong(2, key(log + 1, 0));
            try (ResultSet row = ends.executeQuery()) {
                row.next();
                long last = row.getLong(1);
                tails.add(new Tail(floor, row.wasNull() ? floor : Math.max(floor, last - key(log, 0) + 1)));
            }
        }
        return tails;
    }

    static RuntimeException failure(Trouble trouble, String message, @Nullable Throwable cause) {
        JournalException.Kind kind = switch (trouble) {
            case FULL -> JournalException.Kind.FULL;
            case BUSY -> JournalException.Kind.BUSY;
            case CLOSED -> JournalException.Kind.CLOSED;
            case FAILED, FATAL -> JournalException.Kind.UNCERTAIN;
        };
        return cause == null ? new JournalException(kind, message) : new JournalException(kind, message, cause);
    }

    private static long key(int log, long position) {
        return (long) log << POSITION_BITS | position;
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        Tail tail = tail(log);
        List<byte[]> kept = List.copyOf(records);
        long bytes = kept.stream().mapToLong(data -> data.length).sum();
        if (kept.isEmpty() || bytes > MAX_APPEND_BYTES) {
            throw new IllegalArgumentException("an append to log " + log + " has " + kept.size() + " records and "
                    + bytes + " bytes; allowed are 1 or more and " + MAX_APPEND_BYTES);
        }
        return writer.submit(new Task<Appended>("append to log " + log, (int) bytes) {
            @Override
            Appended write(Session session) throws SQLException {
                long first = next[log];
                PreparedStatement insert = session.sql("INSERT INTO record (key, data) VALUES (?, ?)");
                for (byte[] data : kept) {
                    insert.setLong(1, key(log, next[log]++));
                    insert.setBytes(2, data);
                    insert.addBatch();
                }
                insert.executeBatch();
                return Appended.from(first, kept.size());
            }

            @Override
            void rolledBack() {
                next[log] = tail.end();
            }

            @Override
            void committed() {
                tail.append(kept);
            }

            @Override
            void answering() {
                followers.get(log).forEach(Follow::wake);
            }
        });
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        Tail tail = tail(log);
        if (from < 0) {
            throw new IllegalArgumentException("log " + log + " has no position " + from);
        }
        Follow follow = new Follow(this, log, tail, from, executor, follower);
        synchronized (this) {
            if (closed) {
                throw new JournalException(JournalException.Kind.CLOSED, "log " + log + ": follow: closed");
            }
            if (following >= MAX_FOLLOWERS) {
                throw new IllegalStateException("there are " + following + " followers already");
            }
            following++;
            followers.get(log).add(follow);
        }
        follow.wake();
        return follow;
    }

    synchronized void forget(Follow follow) {
        if (followers.get(follow.log()).remove(follow)) {
            following--;
        }
    }

    /// One batch from the file, in a read transaction of its own.
    CompletionStage<List<byte[]>> readFile(int log, long from, long end) {
        return readers.read("read of log " + log, Readers.Size.LARGE, session -> {
            PreparedStatement select =
                    session.sql("SELECT key, data FROM record WHERE key >= ? AND key < ? ORDER BY key LIMIT ?");
            select.setLong(1, key(log, from));
            select.setLong(2, key(log, end));
            select.setInt(3, Tail.BATCH_RECORDS);
            List<byte[]> records = new ArrayList<>();
            int bytes = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (bytes < Tail.BATCH_BYTES && rows.next()) {
                    if (rows.getLong(1) != key(log, from + records.size())) {
                        throw new CorruptRecordException(
                                "log " + log + " has no record " + (from + records.size()) + ", but one after it");
                    }
                    records.add(rows.getBytes(2));
                    bytes += records.getLast().length;
                }
            }
            if (records.isEmpty()) {
                throw new CorruptRecordException("log " + log + " has no record " + from + ", and should");
            }
            return records;
        });
    }

    @Override
    public CompletionStage<Long> end(int log) {
        return CompletableFuture.completedFuture(tail(log).end());
    }

    @Override
    public CompletionStage<Void> deleteBelow(int log, long position) {
        Tail tail = tail(log);
        if (log == CONTROL || position < 0) {
            throw new IllegalArgumentException("log " + log + " may not be deleted below " + position);
        }
        if (position > tail.end()) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "log " + log + " ends at " + tail.end() + ": it may not be deleted below " + position));
        }
        return Stages.done(gate.whenOpen().thenCompose(_ -> delete(log, position)));
    }

    private CompletableFuture<Boolean> delete(int log, long position) {
        CompletableFuture<Boolean> slice = writer.submit(new Task<Boolean>("deletion in log " + log, 0) {
            @Override
            Boolean write(Session session) throws SQLException {
                return deleteSlice(session, log, position);
            }

            @Override
            void committed() {
                tails.get(log).raiseFloor(position);
            }
        });
        return slice.thenCompose(all -> all
                ? CompletableFuture.completedFuture(true)
                : gate.whenOpen().thenCompose(_ -> delete(log, position)));
    }

    @Override
    public CompletionStage<Void> beginAt(int log, long position) {
        Tail tail = tail(log);
        if (log == CONTROL || position < 0) {
            throw new IllegalArgumentException("log " + log + " may not begin at " + position);
        }
        var begin = new Task<Boolean>("begin of log " + log, 0) {
            private boolean empty;

            @Override
            Boolean write(Session session) throws SQLException {
                empty = next[log] == 0;
                if (empty) {
                    raiseFloor(session, log, position);
                    next[log] = position;
                }
                return empty;
            }

            @Override
            void rolledBack() {
                next[log] = tail.end();
            }

            @Override
            void committed() {
                if (empty) {
                    tail.beginAt(position);
                }
            }
        };
        return Stages.done(Stages.map(writer.submit(begin), begun -> {
            if (!begun) {
                throw new IllegalArgumentException("log " + log + " holds something: it cannot begin at " + position);
            }
            return true;
        }));
    }

    private static void raiseFloor(Session session, int log, long position) throws SQLException {
        PreparedStatement floor = session.sql("INSERT INTO log (log, floor) VALUES (?, ?)"
                + " ON CONFLICT (log) DO UPDATE SET floor = max(floor, excluded.floor)");
        floor.setInt(1, log);
        floor.setLong(2, position);
        floor.executeUpdate();
    }

    /// Whether nothing is left below the position.
    private static boolean deleteSlice(Session session, int log, long position) throws SQLException {
        raiseFloor(session, log, position);
        PreparedStatement lowest = session.sql("SELECT min(key) FROM record WHERE key >= ? AND key < ?");
        lowest.setLong(1, key(log, 0));
        lowest.setLong(2, key(log, position));
        long from;
        try (ResultSet row = lowest.executeQuery()) {
            row.next();
            from = row.getLong(1);
            if (row.wasNull()) {
                return true;
            }
        }
        long to = Math.min(from + DELETE_RECORDS, key(log, position));
        PreparedStatement delete = session.sql("DELETE FROM record WHERE key >= ? AND key < ?");
        delete.setLong(1, from);
        delete.setLong(2, to);
        delete.executeUpdate();
        return to == key(log, position);
    }

    /// While it is held, nothing is deleted: a backup takes the snapshots first and needs the records after
    /// them.
    DeletionGate deletions() {
        return gate;
    }

    @Override
    public boolean writable() {
        return writer.writable();
    }

    private Tail tail(int log) {
        if (log < 0 || log >= LOGS) {
            throw new IllegalArgumentException("there is no log " + log);
        }
        return tails.get(log);
    }

    @Override
    public void close() {
        List<Follow> open = new ArrayList<>();
        synchronized (this) {
            closed = true;
            followers.forEach(open::addAll);
        }
        open.forEach(Follow::close);
        readers.close();
        writer.close();
    }
}

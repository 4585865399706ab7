package uk.tocsin.store.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots.Snapshot;

/// What [RedisSnapshots] does, step by step, on its thread. A save puts a row down, writes the pieces, reads them back,
/// compares, and then marks the row as verified and drops the older ones. Every node may save every log: ids never
/// repeat. What a crash leaves unverified is swept by the next save of its log; a save that goes on elsewhere
/// meanwhile, and began before, is swept too, finds that out when it verifies, and fails.
final class SnapshotRows {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRows.class);
    private static final int PIECE_BYTES = 512 << 10;

    /// The two that protocol.md keeps: the older is what may be gone back to.
    private static final int KEPT = 2;

    private enum State {
        WRITING,
        VERIFIED,
        DROPPED
    }

    /// A snapshot's row, as text: `verified 4711 1048577 9f86d0…`.
    private record Row(long id, State state, long position, int length, byte[] hash) {
        static Row of(byte[] id, byte[] value) {
            String[] words = new String(value, StandardCharsets.US_ASCII).split(" ", -1);
            return new Row(
                    Commands.number(id),
                    State.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    HexFormat.of().parseHex(words[3]));
        }

        byte[] bytes() {
            return Commands.ascii(state.name().toLowerCase(Locale.ROOT) + " " + position + " " + length + " "
                    + HexFormat.of().formatHex(hash));
        }

        int pieces() {
            return (length + PIECE_BYTES - 1) / PIECE_BYTES;
        }
    }

    private final Link link;
    private final Keys keys;

    SnapshotRows(Link link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    long save(Snapshot snapshot) {
        int log = snapshot.log();
        byte[] state = snapshot.state();
        long id = Threads.await(link.ask("id of a snapshot", Commands.incr(keys.snapshotIds())));
        Row row = new Row(id, State.WRITING, snapshot.position(), state.length, hash(log, snapshot.position(), state));
        Threads.await(link.ask(
                "begin of a snapshot of log " + log,
                Commands.hset(keys.snapshots(log), Commands.ascii(id), row.bytes())));
        for (int piece = 0; piece < row.pieces(); piece++) {
            byte[] part = Arrays.copyOfRange(state, piece * PIECE_BYTES, Math.min(state.length, end(piece)));
            Threads.await(link.ask(
                    "piece of a snapshot of log " + log,
                    part.length,
                    List.of(Commands.set(keys.piece(log, id, piece), part)),
                    List::getFirst));
        }
        Optional<byte[]> back = state(log, row);
        if (back.isEmpty() || !Arrays.equals(back.get(), state)) {
            throw new JournalException(
                    JournalException.Kind.UNCERTAIN,
                    "snapshots: what was read back of log " + log + " is not what was written");
        }
        verify(log, row);
        List<Row> whole = whole(log, id);
        sweep(log, id, whole);
        return whole.size() < KEPT ? 0 : whole.get(KEPT - 1).position();
    }

    private static int end(int piece) {
        return (int) Math.min(Integer.MAX_VALUE, (piece + 1L) * PIECE_BYTES);
    }

    private void verify(int log, Row row) {
        List<Object> reply = Threads.await(link.run(
                "end of a snapshot of log " + log,
                Script.VERIFY,
                new Commands.Call(
                        List.of(keys.snapshots(log)),
                        List.of(Commands.ascii(row.id()), Commands.ascii(row.position())))));
        if (!reply.getFirst().equals(1L)) {
            throw new JournalException(
                    JournalException.Kind.BUSY, "snapshots: another node saved log " + log + " meanwhile");
        }
    }

    /// The newest two that are whole at this moment: deletion will rely on the older. One that has been damaged since
    /// it was saved does not count any more.
    private List<Row> whole(int log, long saved) {
        List<Row> whole = new ArrayList<>();
        for (Row row : verified(log)) {
            if (row.id() == saved || readable(log, row).isPresent()) {
                whole.add(row);
            } else {
                drop(log, row);
            }
            if (whole.size() == KEPT) {
                break;
            }
        }
        return whole;
    }

    List<Snapshot> latest(int log) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Row row : verified(log)) {
            if (snapshots.size() < KEPT) {
                readable(log, row).ifPresent(state -> snapshots.add(new Snapshot(log, row.position(), state)));
            }
        }
        return snapshots;
    }

    private List<Row> rows(int log) {
        List<byte @Nullable []> reply =
                Threads.await(link.ask("snapshots of log " + log, Commands.hgetall(keys.snapshots(log))));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            rows.add(Row.of(Objects.requireNonNull(reply.get(i)), Objects.requireNonNull(reply.get(i + 1))));
        }
        return rows;
    }

    /// Those that count, newest first.
    private List<Row> verified(int log) {
        return rows(log).stream()
                .filter(row -> row.state() == State.VERIFIED)
                .sorted(Comparator.comparingLong(Row::position).reversed())
                .toList();
    }

    private Optional<byte[]> readable(int log, Row row) {
        Optional<byte[]> state = state(log, row);
        if (state.isEmpty()) {
            LOG.error("The snapshot of log {} at {} is damaged and is left out", log, row.position());
        }
        return state;
    }

    /// The state of a snapshot if it is whole; a piece a round trip.
    private Optional<byte[]> state(int log, Row row) {
        ByteBuffer state = ByteBuffer.allocate(row.length());
        for (int piece = 0; piece < row.pieces(); piece++) {
            byte @Nullable [] part = Threads.await(
                    link.ask("piece of a snapshot of log " + log, Commands.get(keys.piece(log, row.id(), piece))));
            if (part == null || part.length > state.remaining()) {
                return Optional.empty();
            }
            state.put(part);
        }
        boolean whole = !state.hasRemaining() && Arrays.equals(hash(log, row.position(), state.array()), row.hash());
        return whole ? Optional.of(state.array()) : Optional.empty();
    }

    private void drop(int log, Row row) {
        Threads.await(link.run(
                "removal of a snapshot of log " + log,
                Script.DROP,
                new Commands.Call(List.of(keys.snapshots(log)), List.of(Commands.ascii(row.id())))));
    }

    /// Deletes all of this log but those that are kept, the pieces before the row, so that none is ever forgotten. A
    /// save that began later is let alone.
    private void sweep(int log, long saved, List<Row> kept) {
        for (Row row : rows(log)) {
            boolean later = row.id() > saved && row.state() != State.DROPPED;
            if (!later && kept.stream().noneMatch(each -> each.id() == row.id())) {
                drop(log, row);
                for (int piece = 0; piece < row.pieces(); piece++) {
                    Threads.await(link.ask(
                            "deletion of old snapshots of log " + log,
                            Commands.unlink(List.of(keys.piece(log, row.id(), piece)))));
                }
                Threads.await(link.ask(
                        "deletion of old snapshots of log " + log,
                        Commands.hdel(keys.snapshots(log), Commands.ascii(row.id()))));
            }
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
}

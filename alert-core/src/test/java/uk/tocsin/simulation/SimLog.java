package uk.tocsin.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/// A log of the simulated journal. What is appended is durable a little later, in order; a crash of its writer
/// before that loses it, except for a prefix that chance picks. Only durable records are followed.
final class SimLog {
    private static void nobody(long position) {
        // nobody waits for this append
    }

    private record Pending(Node writer, long life, List<byte[]> records, LongConsumer acknowledged) {}

    /// Told of records at the moment they are durable.
    interface Listener {
        void durable(SimLog log, long first, List<byte[]> records);
    }

    final int number;
    private final World world;
    private final Listener listener;
    private final List<byte[]> records = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long base;
    private long busyUntilMs;

    SimLog(World world, int number, Listener listener) {
        this.world = world;
        this.number = number;
        this.listener = listener;
    }

    /// Appends; `acknowledged` runs on the writer with the first position, if it lives until then.
    void append(Node writer, List<byte[]> batch, LongConsumer acknowledged) {
        Pending added = new Pending(writer, writer.life(), batch, acknowledged);
        pending.add(added);
        busyUntilMs = Math.max(busyUntilMs, world.time.nowMs() + world.chance.delay(20, 1500));
        world.time.at(busyUntilMs, () -> commit(added));
        if (!world.conduct.acknowledgesWhenDurable()) {
            acknowledged.accept(end());
        }
    }

    /// Appends as the world's own doing: durable at once.
    void seed(List<byte[]> batch) {
        store(batch);
    }

    private void commit(Pending due) {
        if (!due.equals(pending.peek())) {
            return;
        }
        pending.remove();
        long first = end();
        store(due.records());
        LongConsumer told = world.conduct.acknowledgesWhenDurable() ? due.acknowledged() : SimLog::nobody;
        due.writer().after(due.life(), world.chance.delay(5, 500), () -> told.accept(first));
    }

    private void store(List<byte[]> batch) {
        long first = end();
        records.addAll(batch);
        listener.durable(this, first, batch);
    }

    /// The writer is gone: of what it had not seen acknowledged, only the first few are kept.
    void crashed(Node writer) {
        boolean kept = true;
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            if (each.next().writer() == writer) {
                kept = kept && world.chance.in(0.5);
                if (!kept) {
                    each.remove();
                }
            }
        }
    }

    long end() {
        return records.size();
    }

    long base() {
        return base;
    }

    void deleteBelow(long position) {
        base = Math.max(base, position);
    }

    /// A record that may be read by nodes.
    byte[] at(long position) {
        if (position < base) {
            throw new IllegalStateException("record " + position + " of log " + number + " was deleted");
        }
        return records.get((int) position);
    }

    /// Every record there ever was: for checks.
    List<byte[]> all() {
        return records;
    }
}

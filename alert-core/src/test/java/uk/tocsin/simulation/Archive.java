package uk.tocsin.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The two newest verified snapshots of a shard. Records below the older are deleted.
final class Archive {
    private final World world;
    private final int shard;
    private final Deque<Kept> newestFirst = new ArrayDeque<>();

    record Kept(long position, byte[] state) {}

    Archive(World world, int shard) {
        this.world = world;
        this.shard = shard;
    }

    /// Freezes a state now; it counts once it was read back, a little later.
    void save(Replica replica) {
        Kept kept = new Kept(world.conduct.snapshotPosition(replica.next()), replica.bytes());
        world.checks.saved(shard, kept);
        world.time.after(world.chance.delay(300, 5_000), () -> verified(kept));
    }

    private void verified(Kept kept) {
        Kept newest = newestFirst.peekFirst();
        if (newest != null && newest.position() >= kept.position()) {
            return;
        }
        world.trace.note("snapshot", shard, kept.position(), 0);
        newestFirst.addFirst(kept);
        if (newestFirst.size() > 2) {
            newestFirst.removeLast();
        }
        if (newestFirst.size() == 2) {
            world.shardLog(shard).deleteBelow(newestFirst.getLast().position());
        }
    }

    /// The newest, or, where that one cannot be read, the one before.
    @Nullable
    Kept pick() {
        boolean damaged = newestFirst.size() == 2 && world.chance.in(0.2);
        return damaged ? newestFirst.peekLast() : newestFirst.peekFirst();
    }

    List<Kept> all() {
        return List.copyOf(newestFirst);
    }
}

package uk.tocsin.simulation;

import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// A shard as one process knows it: folded up to a position of its journal.
final class Replica {
    private final World world;
    private final int number;
    private Shard shard;
    private long next;

    /// The state of the newest snapshot that chance leaves readable, or the empty state.
    Replica(World world, int number) {
        this.world = world;
        this.number = number;
        this.shard = new Shard(World::select);
        load();
    }

    private void load() {
        Archive.Kept kept = world.archive(number).pick();
        shard = kept == null ? new Shard(World::select) : Shard.read(new In(kept.state()), World::select);
        next = kept == null ? 0 : kept.position();
    }

    /// Whether what comes next was deleted while this process stood still; it then starts from a snapshot.
    boolean fellBehind() {
        if (next >= world.shardLog(number).base()) {
            return false;
        }
        load();
        return true;
    }

    Applied apply(ShardRecord record) {
        return shard.apply(next, world.conduct.read(next++, record));
    }

    Shard shard() {
        return shard;
    }

    long next() {
        return next;
    }

    byte[] bytes() {
        return bytes(shard);
    }

    static byte[] bytes(Shard shard) {
        Out out = new Out();
        shard.write(out);
        return out.toBytes();
    }
}

package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import uk.tocsin.model.codec.In;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// The same records give the same state, live, in replay and from a snapshot; receipts in any order.
final class ReplayCheck implements Check {
    private static final int ORDERS = 2;

    private final World world;

    ReplayCheck(World world) {
        this.world = world;
    }

    @Override
    public void saved(int number, Archive.Kept kept) {
        boolean durable = kept.position() <= world.shardLog(number).end();
        Violation.unless(durable, Invariant.REPLAY, "shard %d: a snapshot is of records that are not there", number);
        Shard shard = new Shard(World::select);
        applyTo(shard, number, 0, kept.position());
        same(Replica.bytes(shard), kept.state(), number, "a snapshot");
    }

    @Override
    public void end() {
        for (Witness witness : world.witnesses) {
            int number = witness.number;
            byte[] live = Replica.bytes(witness.shard());
            same(live, replay(number, new Shard(World::select), 0), number, "a replay");
            for (Archive.Kept kept : world.archive(number).all()) {
                Shard restored = Shard.read(new In(kept.state()), World::select);
                same(live, replay(number, restored, kept.position()), number, "a snapshot with its tail");
            }
            for (Node node : world.nodes) {
                Owner owner = node.owner(number);
                if (owner != null
                        && owner.replica().next() == world.shardLog(number).end()) {
                    same(live, owner.replica().bytes(), number, "the owner");
                }
            }
            anyOrder(number);
        }
    }

    private byte[] replay(int number, Shard shard, long from) {
        applyTo(shard, number, from, world.shardLog(number).end());
        return Replica.bytes(shard);
    }

    private void applyTo(Shard shard, int number, long from, long to) {
        List<byte[]> records = world.shardLog(number).all();
        for (long at = from; at < Math.min(to, records.size()); at++) {
            shard.apply(at, world.conduct.read(at, ShardCodec.decode(records.get((int) at))));
        }
    }

    private static void same(byte[] live, byte[] other, int number, String whose) {
        Violation.unless(
                Arrays.equals(live, other),
                Invariant.REPLAY,
                "shard %d: the state of %s is another (byte %d)",
                number,
                whose,
                Arrays.mismatch(live, other));
    }

    /// Applies everything but receipts, then the receipts, some of them twice, in several orders.
    private void anyOrder(int number) {
        Shard shard = new Shard(World::select);
        List<ShardRecord> receipts = new ArrayList<>();
        List<byte[]> records = world.shardLog(number).all();
        for (int at = 0; at < records.size(); at++) {
            ShardRecord record = ShardCodec.decode(records.get(at));
            if (record instanceof ShardRecord.Received) {
                receipts.add(record);
            } else {
                shard.apply(at, record);
            }
        }
        byte[] before = Replica.bytes(shard);
        byte[] expected = null;
        for (int order = 0; order < ORDERS; order++) {
            List<ShardRecord> mixed = shuffled(receipts);
            Shard mine = Shard.read(new In(before), World::select);
            for (int i = 0; i < mixed.size(); i++) {
                long at = (long) records.size() + i;
                mine.apply(at, world.conduct.read(at, mixed.get(i)));
            }
            byte[] state = Replica.bytes(mine);
            Violation.unless(
                    expected == null || Arrays.equals(expected, state),
                    Invariant.RECEIPT_ORDER,
                    "shard %d: two orders of the same receipts give two states",
                    number);
            expected = state;
        }
    }

    private List<ShardRecord> shuffled(List<ShardRecord> receipts) {
        List<ShardRecord> mixed = new ArrayList<>(receipts);
        for (ShardRecord receipt : receipts) {
            if (world.chance.in(0.3)) {
                mixed.add(receipt);
            }
        }
        for (int i = mixed.size() - 1; i > 0; i--) {
            Collections.swap(mixed, i, world.chance.below(i + 1));
        }
        return mixed;
    }
}

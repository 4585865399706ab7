package uk.tocsin.simulation;

import java.util.List;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// A follower of one shard that reads every record the moment it is durable and has everything checked.
final class Witness implements SimLog.Listener {
    final int number;
    private final World world;
    private final Shard shard = new Shard(World::select);

    Witness(World world, int number) {
        this.world = world;
        this.number = number;
    }

    @Override
    public void durable(SimLog log, long first, List<byte[]> records) {
        world.checks.batch(number);
        for (int i = 0; i < records.size(); i++) {
            ShardRecord record = ShardCodec.decode(records.get(i));
            long timeBefore = shard.timeMs();
            Applied applied = shard.apply(first + i, world.conduct.read(first + i, record));
            world.trace.note(
                    record.getClass().getSimpleName(),
                    number,
                    first + i,
                    applied instanceof Applied.Opened opened
                            ? opened.slots().length
                            : applied instanceof Applied.Ignored ? -1 : 0);
            world.checks.applied(new Seen(number, first + i, record, applied, shard, timeBefore));
        }
        long end = log.end();
        world.nodes.forEach(node -> node.shardReaches(number, end));
    }

    Shard shard() {
        return shard;
    }
}

package uk.tocsin.simulation;

import java.util.List;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// People who ask for codes and links. Who hears nothing does not know whether the notice is kept.
final class Notices {
    private static final long LONGEST_MS = 300_000;

    private final World world;

    Notices(World world) {
        this.world = world;
    }

    /// Somebody asks, mostly for an endpoint that they have.
    void ask() {
        Node node = world.anyNode();
        if (node == null) {
            return;
        }
        int shard = world.chance.below(world.weather.shards);
        Population.Person person = world.chance.of(world.population.people(shard));
        ChannelKind channel = world.chance.oneOf(ChannelKind.values());
        List<Integer> endpoints = person.endpoints(channel);
        boolean theirs = !endpoints.isEmpty() && world.chance.in(0.95);
        ShardRecord.NoticeAsked asked = new ShardRecord.NoticeAsked(
                world.chance.oneOf(NoticeKind.values()),
                channel,
                person.slot,
                theirs ? world.chance.of(endpoints) : world.chance.below(5),
                world.officeMs()
                        + (world.chance.in(0.3)
                                ? world.chance.between(100, 3_000)
                                : world.chance.between(3_000, LONGEST_MS)));
        List<byte[]> bytes = world.conduct.written(List.of(asked)).stream()
                .map(ShardCodec::encode)
                .toList();
        world.shardLog(shard).append(node, bytes, _ -> world.checks.promised(shard, asked));
    }
}

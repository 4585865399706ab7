package uk.tocsin.simulation;

import java.util.List;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Response;
import uk.tocsin.model.Shards;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// Carries what providers, devices and people report to the journals: early, late, repeated, in any order, and
/// again until it is acknowledged.
final class Intake {
    private static final long AGAIN_MS = 15_000;

    private final World world;

    Intake(World world) {
        this.world = world;
    }

    /// Reports what becomes of a message that was taken.
    void report(Request request) {
        FailureReason reason = world.chance.oneOf(FailureReason.values());
        switch (request.fate) {
            case SILENT -> {}
            case FAILED -> report(request, Evidence.FAILED, reason);
            case DELIVERED -> {
                report(request, Evidence.DELIVERED, reason);
                if (world.chance.in(0.4)) {
                    report(request, Evidence.READ, reason);
                }
                if (world.chance.in(0.3)) {
                    report(request, Evidence.ACKNOWLEDGED, reason);
                    say(request);
                }
            }
        }
    }

    private void report(Request request, Evidence kind, FailureReason reason) {
        int times = world.chance.in(0.2) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            long happenedMs = request.takenMs + world.chance.delay(500, 120_000);
            long skewMs = world.chance.in(0.05) ? world.chance.between(-3_600_000, 3_600_000) : 0;
            ShardRecord.Received received = new ShardRecord.Received(
                    request.delivery.alert(),
                    request.step,
                    request.endpoint,
                    kind.positive() && world.chance.in(0.3) ? 0 : request.tryNumber,
                    kind,
                    reason,
                    kind == Evidence.ACKNOWLEDGED ? EvidenceSource.PERSON : EvidenceSource.PROVIDER,
                    happenedMs + skewMs,
                    new int[] {Shards.slotOf(request.delivery.ordinal())});
            world.time.at(happenedMs + world.chance.delay(200, 60_000), () -> offer(request, received));
        }
    }

    /// What the person says beside, once or not at all.
    private void say(Request request) {
        int slot = Shards.slotOf(request.delivery.ordinal());
        Response response = world.chance.in(0.5) ? Response.ACTION_TAKEN : new Response(0, world.chance.below(2));
        int done = World.TAXONOMY.code(Dimension.DONE, "act-awareness");
        ShardRecord said = world.chance.in(0.8)
                ? new ShardRecord.Responded(request.delivery.alert(), request.step, slot, response)
                : new ShardRecord.Completed(slot, done);
        world.time.after(world.chance.delay(500, 120_000), () -> {
            Node node = world.anyNode();
            if (node != null) {
                int shard = Shards.shardOf(request.delivery.ordinal());
                world.shardLog(shard).append(node, List.of(ShardCodec.encode(said)), _ -> {});
            }
        });
    }

    private void offer(Request request, ShardRecord.Received received) {
        if (request.kept.contains(received.kind()) && world.chance.in(0.8)) {
            return;
        }
        Node node = world.anyNode();
        if (node != null) {
            int shard = Shards.shardOf(request.delivery.ordinal());
            List<byte[]> bytes = world.conduct.written(List.of(received)).stream()
                    .map(ShardCodec::encode)
                    .toList();
            world.shardLog(shard).append(node, bytes, _ -> request.kept.add(received.kind()));
        }
        world.time.after(AGAIN_MS, () -> {
            if (!request.kept.contains(received.kind())) {
                offer(request, received);
            }
        });
    }
}

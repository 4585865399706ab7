package uk.tocsin.bench;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import uk.tocsin.demo.cluster.NodeProcess;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// How long a node takes from the start of its process until it is ready and owns its part, with many people in Redis'
/// snapshots and in the journal behind them. Their contacts, which a node does not read when it starts, are left out.
final class ClusterStartBench implements Bench {
    private static final int CHUNK = 2_000;
    private static final int HEAP_MB = 2_500;
    private static final long ENDPOINTS = EndpointMask.with(0, 0, ChannelKind.PUSH);
    private static final double MS = 1e3;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(6_400, 1_000_000, 10_000_000);
        try (Line line = Line.ofCluster(work, 1, Map.of("engine.snapshotEvery", "100"), HEAP_MB)) {
            Engine engine = line.stage().server().house().engine();
            for (int done = 0; done < people; done += CHUNK * Shards.COUNT) {
                int size = Math.min(CHUNK, (people - done) / Shards.COUNT);
                int seed = done;
                List<Future<Void>> shards = new ArrayList<>();
                for (int shard = 0; shard < Shards.COUNT; shard++) {
                    shards.add(register(engine, shard, new People((long) seed << Byte.SIZE | shard), size));
                }
                House.await(Future.all(shards));
            }
            NodeProcess node = line.nodes().getLast();
            double[] seconds = new double[scale.of(1, 3, 3)];
            for (int round = 0; round < seconds.length; round++) {
                node.stop();
                long begun = System.nanoTime();
                node.restart();
                ClusterBench.until(
                        () -> node.isReady()
                                && node.shards() == Shards.COUNT / line.nodes().size(),
                        "a node is ready and owns its part");
                seconds[round] = (System.nanoTime() - begun) / MS / MS / MS;
            }
            figures.accept(
                    Figure.alone("cluster-start.ready", "s (" + people + " people)", Spread.of(seconds), Double.NaN));
        }
    }

    private static Future<Void> register(Engine engine, int shard, People drawn, int count) {
        return engine.take(shard, SlotKind.PREMISES, count, UUID.randomUUID()).compose(place -> {
            int[] places = new int[count];
            Arrays.setAll(places, i -> place + i);
            int[] cells = new int[count];
            Arrays.setAll(cells, _ -> drawn.cell());
            return engine.append(shard, new ShardRecord.PremisesSet(places, cells))
                    .compose(_ -> engine.take(shard, SlotKind.SUBSCRIBER, count, UUID.randomUUID()))
                    .compose(slot -> engine.append(shard, people(slot, place, count, drawn)))
                    .mapEmpty();
        });
    }

    private static ShardRecord.Input people(int slot, int place, int count, People drawn) {
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        int[] premises = {};
        for (int i = 0; i < count; i++) {
            premises = i % 2 == 0 ? drawn.premises() : premises;
            entries.add(new ShardRecord.SubscriberEntry(
                    slot + i, drawn.segments(premises), ENDPOINTS, new int[] {place + i / 2}, 0));
        }
        return new ShardRecord.SubscribersSet(entries);
    }
}

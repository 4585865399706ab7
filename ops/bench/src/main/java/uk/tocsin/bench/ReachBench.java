package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Shards;
import uk.tocsin.reach.Reach;

/// The reach of slices of one alert to everybody on three channels, over the ledgers that its journals lead to: the
/// whole, and slices of one, two and three segments, another each time.
final class ReachBench implements Bench {
    private static final Dimension[] DIMENSIONS = {Dimension.REGION, Dimension.SECTOR, Dimension.SIZE};
    private static final long NOW_MS = 1_780_000_000_000L;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int perShard = scale.of(64_000, 10_000_000, 10_000_000) / Shards.COUNT;
        List<LedgerView> views = new ArrayList<>();
        for (int number = 0; number < Shards.COUNT; number++) {
            FilledShard shard = new FilledShard(perShard, number, NOW_MS);
            for (ChannelKind channel : ChannelKind.values()) {
                shard.accept(shard.attempt(channel));
                shard.report(channel);
            }
            views.add(shard.view());
        }
        int reports = scale.of(20, 200, 500);
        for (int ways = 0; ways <= DIMENSIONS.length; ways++) {
            time(views, ways, reports / 4);
            int segments = ways;
            Latencies latencies = Measured.of(() -> time(views, segments, reports));
            String name = "reach." + ways + "-segment";
            figures.accept(Figure.alone(name + ".p50", "ms", latencies.percentile(0.50), Double.NaN));
            figures.accept(Figure.alone(name + ".p99", "ms", latencies.percentile(0.99), Double.NaN));
        }
    }

    private static Latencies time(List<LedgerView> views, int ways, int reports) {
        People drawn = new People(-1);
        Latencies latencies = new Latencies(reports);
        for (int i = 0; i < reports; i++) {
            int[] slice = new int[ways];
            for (int k = 0; k < ways; k++) {
                slice[k] = drawn.segment(DIMENSIONS[k]);
            }
            latencies.time(() -> {
                if (Reach.of(views, slice).channels().size() != ChannelKind.values().length) {
                    throw new BenchException("a channel is missing from a report");
                }
            });
        }
        return latencies;
    }
}

package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Shards;
import uk.tocsin.reach.Cross;
import uk.tocsin.reach.Reach;

/// The reach of slices of one alert to everybody on three channels, over the ledgers that its journals lead to: the
/// whole, and slices of one, two and three segments, another each time; a segment of a quarter of all people (a
/// tier), and one of all. First what the first reports cost after every shard was changed: the views, which the
/// shards' threads make, the whole, and a slice of one segment after it.
final class ReachBench implements Bench {
    private static final Dimension[] DIMENSIONS = {Dimension.REGION, Dimension.SECTOR, Dimension.SIZE};
    private static final int EVERYBODY = Dimension.HAS.segment(ChannelKind.SMS.code() + 1);
    private static final int[] NONE = {};
    private static final long NOW_MS = 1_780_000_000_000L;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int perShard = scale.of(64_000, 10_000_000, 10_000_000) / Shards.COUNT;
        List<FilledShard> shards = new ArrayList<>();
        for (int number = 0; number < Shards.COUNT; number++) {
            FilledShard shard = new FilledShard(perShard, number, NOW_MS);
            for (ChannelKind channel : ChannelKind.values()) {
                shard.accept(shard.attempt(channel));
                shard.report(channel);
            }
            shards.add(shard);
        }
        first(shards, scale.of(4, 20, 50), figures);
        List<LedgerView> views = shards.stream().map(FilledShard::view).toList();
        shards.clear();
        int reports = scale.of(20, 200, 500);
        for (int ways = 0; ways <= DIMENSIONS.length; ways++) {
            time("reach." + ways + "-segment", views, reports, new Drawn(ways), figures);
        }
        People tiers = new People(-1);
        time("reach.tier", views, reports, () -> new int[] {tiers.segment(Dimension.TIER)}, figures);
        time("reach.everybody", views, reports, () -> new int[] {EVERYBODY}, figures);
        int[] sectors = segments(Dimension.SECTOR);
        int[] sizes = segments(Dimension.SIZE);
        time("reach.cross", scale.of(5, 50, 100), () -> Cross.persons(views, sectors, sizes), figures);
        time("reach.cross.premises", scale.of(5, 20, 50), () -> Cross.premises(views, sectors, sizes), figures);
    }

    private static int[] segments(Dimension dimension) {
        return Taxonomy.standard().entries(dimension).stream()
                .mapToInt(Taxonomy.Entry::segment)
                .toArray();
    }

    /// After a change of every shard: the whole, and one slice.
    private static void first(List<FilledShard> shards, int rounds, Consumer<Figure> figures) {
        Drawn drawn = new Drawn(1);
        Latencies publishing = new Latencies(rounds);
        Latencies whole = new Latencies(rounds);
        Latencies slice = new Latencies(rounds);
        for (int round = -rounds / 4; round < rounds; round++) {
            shards.forEach(shard -> shard.reportMore(ChannelKind.SMS));
            List<LedgerView> views = new ArrayList<>();
            double publishingMs = ms(() -> shards.forEach(shard -> views.add(shard.view())));
            double wholeMs = ms(() -> report(views, NONE));
            double sliceMs = ms(() -> report(views, drawn.next()));
            if (round >= 0) {
                publishing.add(publishingMs);
                whole.add(wholeMs);
                slice.add(sliceMs);
            }
        }
        figures.accept(Figure.alone("reach.first.views", "ms", publishing.percentile(0.50), Double.NaN));
        figures.accept(Figure.alone("reach.first", "ms", whole.percentile(0.50), Double.NaN));
        figures.accept(Figure.alone("reach.first.slice", "ms", slice.percentile(0.50), Double.NaN));
    }

    private static double ms(Runnable call) {
        Latencies one = new Latencies(1);
        one.time(call);
        return one.percentile(1).middle();
    }

    private static void time(
            String name, List<LedgerView> views, int reports, Slices slices, Consumer<Figure> figures) {
        time(name, reports, () -> report(views, slices.next()), figures);
    }

    private static void time(String name, int times, Runnable call, Consumer<Figure> figures) {
        for (int i = 0; i < times / 4; i++) {
            call.run();
        }
        Latencies latencies = Measured.of(() -> {
            Latencies timed = new Latencies(times);
            for (int i = 0; i < times; i++) {
                timed.time(call);
            }
            return timed;
        });
        figures.accept(Figure.alone(name + ".p50", "ms", latencies.percentile(0.50), Double.NaN));
        figures.accept(Figure.alone(name + ".p99", "ms", latencies.percentile(0.99), Double.NaN));
    }

    private static void report(List<LedgerView> views, int[] slice) {
        if (Reach.of(views, slice).channels().size() != ChannelKind.values().length) {
            throw new BenchException("a channel is missing from a report");
        }
    }

    /// The segments of one slice after the other.
    @FunctionalInterface
    private interface Slices {
        int[] next();
    }

    /// Slices of so many segments, drawn at random.
    private static final class Drawn implements Slices {
        private final int ways;
        private final People people = new People(-1);

        Drawn(int ways) {
            this.ways = ways;
        }

        @Override
        public int[] next() {
            int[] slice = new int[ways];
            for (int k = 0; k < ways; k++) {
                slice[k] = people.segment(DIMENSIONS[k]);
            }
            return slice;
        }
    }
}

package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import uk.tocsin.audience.AudienceFigures;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Tier;

/// The count of three-way audiences (a sector, a region, a size: another each time), compiled and counted over all
/// shards on the caller's thread.
final class AudienceBench implements Bench {
    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        List<SegmentView> views = People.views(scale.of(64_000, 10_000_000, 10_000_000));
        People drawn = new People(-1);
        int counts = scale.of(100, 2_000, 5_000);
        time(views, drawn, counts);
        Latencies latencies = Measured.of(() -> time(views, drawn, counts));
        figures.accept(Figure.alone("audience.count.p50", "ms", latencies.percentile(0.50), Double.NaN));
        figures.accept(Figure.alone("audience.count.p99", "ms", latencies.percentile(0.99), Double.NaN));
        Latencies all = timeFigures(views, drawn, counts / 20);
        figures.accept(Figure.alone("audience.figures.p99", "ms", all.percentile(0.99), Double.NaN));
    }

    private static Latencies time(List<SegmentView> views, People drawn, int counts) {
        Latencies latencies = new Latencies(counts);
        long sum = 0;
        for (int i = 0; i < counts; i++) {
            Audience audience = threeWay(drawn);
            long[] count = new long[1];
            latencies.time(() -> count[0] =
                    AudienceQuery.compile(audience, Taxonomy.standard()).count(views));
            sum += count[0];
        }
        if (sum == 0) {
            throw new BenchException("no audience meant anybody");
        }
        return latencies;
    }

    /// What the audience builder asks: by channel, by size, and who cannot be reached.
    private static Latencies timeFigures(List<SegmentView> views, People drawn, int counts) {
        Latencies latencies = new Latencies(counts);
        for (int i = 0; i < counts; i++) {
            Audience audience = Audience.not(threeWay(drawn));
            latencies.time(() -> AudienceFigures.of(audience, Tier.BUSINESS, Mode.ACTUAL, views, Taxonomy.standard()));
        }
        return latencies;
    }

    private static Audience threeWay(People drawn) {
        return Audience.and(in(drawn, Dimension.SECTOR), in(drawn, Dimension.REGION), in(drawn, Dimension.SIZE));
    }

    private static Audience in(People drawn, Dimension dimension) {
        return Audience.in(dimension, Taxonomy.standard().key(drawn.segment(dimension)));
    }
}

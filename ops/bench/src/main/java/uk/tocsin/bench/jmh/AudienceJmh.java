package uk.tocsin.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.bench.People;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// The count of a three-way audience; sampled, so that percentiles are shown.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AudienceJmh {
    /// Subscribers.
    @Param("10000000")
    public int people;

    private List<SegmentView> views = List.of();
    private final People drawn = new People(-1);

    /// Draws the people.
    @Setup
    public void draw() {
        views = People.views(people);
    }

    /// A sector, a region and a size, others each time.
    @Benchmark
    public long count() {
        Audience audience = Audience.and(in(Dimension.SECTOR), in(Dimension.REGION), in(Dimension.SIZE));
        return AudienceQuery.compile(audience, Taxonomy.standard()).count(views);
    }

    private Audience in(Dimension dimension) {
        return Audience.in(dimension, Taxonomy.standard().key(drawn.segment(dimension)));
    }
}

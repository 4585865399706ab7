package uk.tocsin.bench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import uk.tocsin.audience.SegmentIndex;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Cell;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Shards;

/// People drawn at random, the same for the same seed: a sector, region, size, tier and role each, spread evenly and
/// without any order, which no bitmap can compress.
public final class People {
    private static final Dimension[] DIMENSIONS = {
        Dimension.SECTOR, Dimension.REGION, Dimension.SIZE, Dimension.TIER, Dimension.ROLE
    };
    private static final double SOUTH = 50.5;
    private static final double WEST = -4.0;
    private static final double DEGREES = 4;

    private final SplittableRandom random;

    /// People of this seed.
    public People(long seed) {
        random = new SplittableRandom(seed);
    }

    /// The segments of the next person, ascending.
    public int[] segments() {
        Taxonomy taxonomy = Taxonomy.standard();
        int[] codes = new int[DIMENSIONS.length];
        for (int i = 0; i < codes.length; i++) {
            List<Taxonomy.Entry> entries = taxonomy.entries(DIMENSIONS[i]);
            codes[i] = entries.get(random.nextInt(entries.size())).segment();
        }
        Arrays.sort(codes);
        return codes;
    }

    /// A segment of a dimension.
    public int segment(Dimension dimension) {
        List<Taxonomy.Entry> entries = Taxonomy.standard().entries(dimension);
        return entries.get(random.nextInt(entries.size())).segment();
    }

    /// Where premises are.
    public int cell() {
        return Cell.of(SOUTH + random.nextDouble(DEGREES), WEST + random.nextDouble(DEGREES));
    }

    /// The segments of so many people in all shards.
    public static List<SegmentView> views(int people) {
        return IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> {
                    People drawn = new People(shard);
                    SegmentIndex index = new SegmentIndex();
                    for (int slot = 0; slot < people / Shards.COUNT; slot++) {
                        index.set(slot, drawn.segments());
                    }
                    return index.view();
                })
                .toList();
    }
}

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
    private static final List<Dimension> OF_PREMISES = List.of(Dimension.SECTOR, Dimension.REGION, Dimension.SIZE);
    private static final List<Dimension> OF_PERSON = List.of(Dimension.TIER, Dimension.ROLE);
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
        return segments(premises());
    }

    /// The segments that people at the next premises share.
    public int[] premises() {
        return OF_PREMISES.stream().mapToInt(this::segment).toArray();
    }

    /// The segments of the next person at premises, ascending.
    public int[] segments(int[] premises) {
        return IntStream.concat(Arrays.stream(premises), OF_PERSON.stream().mapToInt(this::segment))
                .sorted()
                .toArray();
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

    /// The segments of so many people in all shards, two at each premises.
    public static List<SegmentView> views(int people) {
        return IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> {
                    People drawn = new People(shard);
                    SegmentIndex index = new SegmentIndex();
                    int[] premises = {};
                    for (int slot = 0; slot < people / Shards.COUNT; slot++) {
                        premises = slot % 2 == 0 ? drawn.premises() : premises;
                        index.set(slot, drawn.segments(premises));
                    }
                    return index.view();
                })
                .toList();
    }
}

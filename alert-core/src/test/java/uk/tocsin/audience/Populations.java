package uk.tocsin.audience;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import uk.tocsin.model.Dimension;

/// Random populations: the same for the same seed.
final class Populations {
    private Populations() {}

    /// An index of slots 0 to `slots`, a tenth of them empty, with segments from rare to nearly everyone's, so that
    /// bitmaps have containers of every kind.
    static SegmentIndex random(long seed, int slots) {
        SplittableRandom random = new SplittableRandom(seed);
        SegmentIndex index = new SegmentIndex();
        List<Taxonomy.Entry> entries = Arrays.stream(Dimension.values())
                .flatMap(dimension -> Taxonomy.standard().entries(dimension).stream())
                .toList();
        double[] shares = entries.stream()
                .mapToDouble(entry -> Math.pow(random.nextDouble(), 6))
                .toArray();
        int[] segments = new int[entries.size()];
        for (int slot = 0; slot < slots; slot++) {
            int count = 0;
            for (int i = 0; i < shares.length; i++) {
                if (random.nextDouble() < shares[i]) {
                    segments[count++] = entries.get(i).segment();
                }
            }
            if (random.nextInt(10) > 0) {
                index.set(slot, Arrays.copyOf(segments, count));
            }
        }
        return index;
    }
}

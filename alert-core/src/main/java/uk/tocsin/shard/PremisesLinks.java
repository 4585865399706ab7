package uk.tocsin.shard;

import java.util.BitSet;
import java.util.Map;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBatchIterator;
import org.roaringbitmap.RoaringBitmap;

/// Which premises each subscriber answers for, at one moment; immutable.
///
/// @param first by subscriber slot the slot of the first premises, or [#NONE]
/// @param more further premises of the few who have them
record PremisesLinks(int[] first, Map<Integer, int[]> more) {
    static final int NONE = -1;
    private static final int BATCH = 256;
    private static final int[] ALONE = {};

    /// The premises that any of `slots` answers for: a fresh bitmap over premises slots.
    RoaringBitmap of(RoaringBitmap slots) {
        BitSet found = new BitSet();
        int[] batch = new int[BATCH];
        for (RoaringBatchIterator each = slots.getBatchIterator(); each.hasNext(); ) {
            int size = each.nextBatch(batch);
            for (int i = 0; i < size; i++) {
                mark(batch[i], found);
            }
        }
        return BitSetUtil.bitmapOf(found);
    }

    private void mark(int slot, BitSet found) {
        if (slot < first.length && first[slot] != NONE) {
            found.set(first[slot]);
            if (!more.isEmpty()) {
                for (int other : more.getOrDefault(slot, ALONE)) {
                    found.set(other);
                }
            }
        }
    }
}

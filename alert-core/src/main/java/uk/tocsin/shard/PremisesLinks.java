package uk.tocsin.shard;

import java.util.Map;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/// Which premises each subscriber answers for, at one moment; immutable.
///
/// @param first by subscriber slot the slot of the first premises, or [#NONE]
/// @param more further premises of the few who have them
record PremisesLinks(int[] first, Map<Integer, int[]> more) {
    static final int NONE = -1;

    /// The premises that any of `slots` answers for: a fresh bitmap over premises slots.
    RoaringBitmap of(RoaringBitmap slots) {
        RoaringBitmap found = new RoaringBitmap();
        IntIterator each = slots.getIntIterator();
        while (each.hasNext()) {
            int slot = each.next();
            if (slot < first.length && first[slot] != NONE) {
                found.add(first[slot]);
                for (int other : more.getOrDefault(slot, new int[0])) {
                    found.add(other);
                }
            }
        }
        return found;
    }
}

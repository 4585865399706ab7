package uk.tocsin.shard;

import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBatchIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.PeopleByPremises;

/// Which premises each subscriber answers for, at one moment; immutable. Any thread.
final class PremisesLinks {
    static final int NONE = -1;
    private static final int BATCH = 256;
    private static final int[] ALONE = {};

    private final Pages.View first;
    private final Map<Integer, int[]> more;
    private final int places;
    /// The same as `first`, in one piece, once somebody counts: 4 bytes a slot, and half the time of walking pages.
    private int @Nullable [] counted;

    /// The other way round, once somebody asks.
    private @Nullable PeopleByPremises people;

    /// @param first by subscriber slot the slot of the first premises, or [#NONE]
    /// @param more further premises of the few who have them
    /// @param places more than the slot of any of these premises
    PremisesLinks(Pages.View first, Map<Integer, int[]> more, int places) {
        this.first = first;
        this.more = more;
        this.places = places;
    }

    private synchronized int[] counted() {
        int[] made = counted;
        if (made == null) {
            made = first.toArray();
            counted = made;
        }
        return made;
    }

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

    /// See [uk.tocsin.model.LedgerView#premisesByRank]. One pass: a premises moves up when somebody of a higher rank
    /// answers for it.
    long[] byRank(RoaringBitmap slots, byte[] ranks, int highest) {
        long[] counts = new long[highest + 1];
        int[] of = counted();
        byte[] best = new byte[places];
        int[] batch = new int[BATCH];
        for (RoaringBatchIterator each = slots.getBatchIterator(); each.hasNext(); ) {
            int size = each.nextBatch(batch);
            for (int i = 0; i < size; i++) {
                int slot = batch[i];
                int place = slot < of.length ? of[slot] : NONE;
                if (place != NONE) {
                    raise(best, counts, place, ranks[slot]);
                    if (!more.isEmpty()) {
                        for (int other : more.getOrDefault(slot, ALONE)) {
                            raise(best, counts, other, ranks[slot]);
                        }
                    }
                }
            }
        }
        counts[0] = 0;
        return counts;
    }

    private static void raise(byte[] best, long[] counts, int place, byte rank) {
        byte before = best[place];
        if (rank > before) {
            counts[before]--;
            counts[rank]++;
            best[place] = rank;
        }
    }

    /// Who answers for each premises: 4 bytes a link and 4 a premises, kept.
    synchronized PeopleByPremises people() {
        PeopleByPremises made = people;
        if (made == null) {
            made = turned(counted());
            people = made;
        }
        return made;
    }

    private PeopleByPremises turned(int[] of) {
        int[] ends = new int[places];
        each(of, (place, _) -> ends[place]++);
        int links = 0;
        for (int place = 0; place < places; place++) {
            int size = ends[place];
            ends[place] = links;
            links += size;
        }
        int[] slots = new int[links];
        each(of, (place, slot) -> slots[ends[place]++] = slot);
        return new PeopleByPremises(ends, slots, of.length);
    }

    private interface Link {
        void accept(int place, int slot);
    }

    private void each(int[] of, Link link) {
        for (int slot = 0; slot < of.length; slot++) {
            if (of[slot] != NONE) {
                link.accept(of[slot], slot);
            }
        }
        more.forEach((slot, others) -> {
            for (int place : others) {
                link.accept(place, slot);
            }
        });
    }

    private void mark(int slot, BitSet found) {
        int place = first.get(slot);
        if (place != NONE) {
            found.set(place);
            if (!more.isEmpty()) {
                for (int other : more.getOrDefault(slot, ALONE)) {
                    found.set(other);
                }
            }
        }
    }
}

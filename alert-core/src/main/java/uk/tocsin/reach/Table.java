package uk.tocsin.reach;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The slots of one shard, each in one place at most (a state, or a stage), with the age buckets of its first
/// acceptance and delivery.
///
/// A slice is counted by intersecting bitmaps. When slices of few members were asked for [#PATIENCE] times, each
/// slot gets a code of two bytes, kept with the table: from then on a member of such a slice costs one look-up. Any
/// thread may use it; nothing that it was made from changes.
final class Table {
    /// Working the codes out costs as much as they save in so many slices (measured), so that a view which is soon
    /// replaced by the next never pays for them.
    static final int PATIENCE = 16;

    private final List<RoaringBitmap> places;
    private final List<RoaringBitmap> accepted;
    private final List<RoaringBitmap> delivered;
    private char @Nullable [] codes;
    private int asked;

    /// Takes disjoint bitmaps by place, and disjoint ones by bucket. Whoever is in a bucket has a place.
    Table(List<RoaringBitmap> places, List<RoaringBitmap> accepted, List<RoaringBitmap> delivered) {
        this.places = places;
        this.accepted = accepted;
        this.delivered = delivered;
    }

    /// Adds the members of a slice.
    void addTo(Counts counts, Slice slice) {
        int[] visited = slice.visited();
        char[] coded = visited == null ? null : codes();
        if (visited != null && coded != null) {
            counts.addCoded(coded, visited);
        } else {
            addSizes(counts.places(), places, slice);
            addSizes(counts.accepted(), accepted, slice);
            addSizes(counts.delivered(), delivered, slice);
        }
    }

    private static void addSizes(long[] counts, List<RoaringBitmap> bitmaps, Slice slice) {
        for (int i = 0; i < bitmaps.size(); i++) {
            counts[i] += slice.size(bitmaps.get(i));
        }
    }

    private synchronized char @Nullable [] codes() {
        char[] made = codes;
        if (made == null && asked++ >= PATIENCE) {
            made = new char[size()];
            mark(made, places, Counts.PLACE);
            mark(made, accepted, Counts.ACCEPTED);
            mark(made, delivered, Counts.DELIVERED);
            codes = made;
        }
        return made;
    }

    private int size() {
        return places.stream()
                .filter(slots -> !slots.isEmpty())
                .mapToInt(slots -> slots.last() + 1)
                .max()
                .orElse(0);
    }

    private static void mark(char[] codes, List<RoaringBitmap> bitmaps, int unit) {
        for (int i = 0; i < bitmaps.size(); i++) {
            int code = (i + 1) * unit;
            bitmaps.get(i).forEach((IntConsumer) slot -> codes[slot] += (char) code);
        }
    }
}

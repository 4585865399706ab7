package uk.tocsin.audience;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Tier;

/// The segments of one shard at one moment: what [SegmentIndex#view()] publishes.
///
/// Immutable for ever, whatever becomes of the index; any thread may read it. The bitmaps it gives out are
/// shared with other views: nobody may change them.
public final class SegmentView {
    /// The code of the taxonomy's tag `exercise-opt-in`; a test holds it to the taxonomy.
    public static final int TAKES_PART = Dimension.TAG.segment(2);

    private final RoaringBitmap everyone;
    private final int[] codes;
    private final RoaringBitmap[] bitmaps;

    /// Takes the arrays as they are: sorted codes and their bitmaps, which nobody changes from now on.
    SegmentView(RoaringBitmap everyone, int[] codes, RoaringBitmap[] bitmaps) {
        this.everyone = everyone;
        this.codes = codes;
        this.bitmaps = bitmaps;
    }

    /// The slots of every subscriber of the shard. Shared: not to be changed.
    public RoaringBitmap everyone() {
        return everyone;
    }

    /// The slots in a segment, none for one nobody is in. Shared: not to be changed.
    public RoaringBitmap segment(int code) {
        int at = Arrays.binarySearch(codes, code);
        return at >= 0 ? bitmaps[at] : new RoaringBitmap();
    }

    /// The tier of a slot: the highest that it is in, public for a slot in none.
    public Tier tierOf(int slot) {
        Tier[] tiers = Tier.values();
        for (int i = tiers.length - 1; i > 0; i--) {
            if (segment(Dimension.TIER.segment(tiers[i].code() + 1)).contains(slot)) {
                return tiers[i];
            }
        }
        return Tier.PUBLIC;
    }

    /// The segments anybody is in, ascending.
    public int[] segments() {
        return IntStream.range(0, codes.length)
                .filter(i -> !bitmaps[i].isEmpty())
                .map(i -> codes[i])
                .toArray();
    }

    /// Heap bytes of the bitmaps, about: containers as they are filled, and their objects.
    public long bytes() {
        long bytes = SegmentSizes.of(everyone);
        for (RoaringBitmap bitmap : bitmaps) {
            bytes += SegmentSizes.of(bitmap);
        }
        return bytes;
    }

    /// Writes the form that [SegmentIndex#read] reads back.
    public void write(DataOutput out) throws IOException {
        SegmentForm.write(this, out);
    }

    /// Takes out of `slots` whom an alert does not mean, whatever its audience: those whose tier may read none of its
    /// variants and, unless it is the real thing, those who did not agree to take part.
    ///
    /// @param lowest the lowest tier that any variant is meant for
    public void leaveOnlyMeant(RoaringBitmap slots, Tier lowest, Mode mode) {
        for (Tier tier : Tier.values()) {
            if (!tier.mayRead(lowest)) {
                slots.andNot(segment(Dimension.TIER.segment(tier.code() + 1)));
            }
        }
        if (mode != Mode.ACTUAL) {
            slots.and(segment(TAKES_PART));
        }
    }
}

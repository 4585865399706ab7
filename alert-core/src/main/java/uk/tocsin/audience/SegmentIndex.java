package uk.tocsin.audience;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Shards;

/// Which subscribers of one shard are in which segment: a bitmap over slots for each segment, and one of
/// everyone.
///
/// Owned by the shard's thread; no locks. Readers get a [SegmentView]. A published bitmap is never changed
/// again: the first change to it after a view replaces it by a copy, so a view costs one array and only what
/// was touched is cloned, and what is published has no room to grow. Every segment is a subset of everyone.
///
/// Between two views a list may put in millions. The colleagues of an organisation follow one another and are in the
/// same segments, so bitmaps are less than half as large as runs: they are brought into their smallest form whenever
/// there are a quarter more subscribers ([#PART]).
public final class SegmentIndex {
    /// So few more are never worth it.
    private static final int FEW = 1 << 12;

    /// The part of those there were: all compacting together then costs a handful of times what the last does.
    private static final int PART = 4;

    /// Runs are worth it from here on: so many times smaller.
    private static final int WORTH_RUNS = 4;

    private RoaringBitmap everyone;
    private int[] codes;
    private RoaringBitmap[] bitmaps;
    /// The bitmaps, by their place in the array, that no view shares.
    private final BitSet owned = new BitSet();

    private boolean everyoneOwned;
    private @Nullable SegmentView published;
    private int grown;
    private int grownAtMost = FEW;

    /// An index of nobody.
    public SegmentIndex() {
        this(new RoaringBitmap(), new int[0], new RoaringBitmap[0]);
    }

    /// Takes the parts as they are: sorted codes, and bitmaps that are subsets of everyone.
    SegmentIndex(RoaringBitmap everyone, int[] codes, RoaringBitmap[] bitmaps) {
        this.everyone = everyone;
        this.codes = codes;
        this.bitmaps = bitmaps;
        everyoneOwned = true;
        owned.set(0, bitmaps.length);
    }

    /// Puts a subscriber in exactly these segments, whatever they were in before. A slot or a segment that is
    /// out of range is an [IllegalArgumentException], and nothing is changed.
    public void set(int slot, int[] segments) {
        checkSlot(slot);
        for (int segment : segments) {
            Dimension.valueOf(segment);
        }
        if (everyone.contains(slot)) {
            leaveAllBut(slot, segments);
        } else {
            ownEveryone().add(slot);
            grown++;
        }
        for (int segment : segments) {
            join(slot, segment);
        }
        if (grown > grownAtMost) {
            compact(SegmentIndex::smallest);
        }
    }

    /// Takes a subscriber out of everyone and of every segment; nothing for a slot nobody has.
    public void remove(int slot) {
        checkSlot(slot);
        if (everyone.contains(slot)) {
            leaveAllBut(slot, new int[0]);
            ownEveryone().remove(slot);
        }
    }

    /// Adds a subscriber to one segment. A slot nobody has, such as an erased one, stays out: the answer is
    /// false.
    public boolean addSegment(int slot, int segment) {
        checkSlot(slot);
        Dimension.valueOf(segment);
        if (!everyone.contains(slot)) {
            return false;
        }
        join(slot, segment);
        return true;
    }

    /// Takes a subscriber out of one segment; nothing for a slot that is not in it.
    public void removeSegment(int slot, int segment) {
        checkSlot(slot);
        Dimension.valueOf(segment);
        int at = Arrays.binarySearch(codes, segment);
        if (at >= 0) {
            leave(slot, at);
        }
    }

    /// The segments as they are now, for any thread and for ever. What changed since the last view is brought into
    /// the form first that takes least time to go through.
    public SegmentView view() {
        SegmentView view = published;
        if (view == null) {
            compact(SegmentIndex::quickest);
            view = new SegmentView(everyone, codes, bitmaps.clone());
            published = view;
            everyoneOwned = false;
            owned.clear();
        }
        return view;
    }

    private void compact(UnaryOperator<RoaringBitmap> form) {
        if (everyoneOwned) {
            everyone = form.apply(everyone);
        }
        for (int at = owned.nextSetBit(0); at >= 0; at = owned.nextSetBit(at + 1)) {
            bitmaps[at] = form.apply(bitmaps[at]);
        }
        grown = 0;
        grownAtMost = Math.max(FEW, everyone.getCardinality() / PART);
    }

    /// Heap bytes of the bitmaps, about; what only older views hold is not counted.
    public long bytes() {
        return new SegmentView(everyone, codes, bitmaps).bytes();
    }

    /// Writes the portable form; [SegmentView#write] does the same on any thread.
    public void write(DataOutput out) throws IOException {
        view().write(out);
    }

    /// Reads what was written. Bytes that are damaged in any way are a [CorruptRecordException]: a damaged
    /// index is never taken for a smaller one.
    public static SegmentIndex read(DataInput in) throws IOException {
        return SegmentForm.read(in);
    }

    private void join(int slot, int segment) {
        int at = Arrays.binarySearch(codes, segment);
        if (at < 0) {
            at = insert(-at - 1, segment);
        }
        if (!bitmaps[at].contains(slot)) {
            own(at).add(slot);
        }
    }

    private void leaveAllBut(int slot, int[] segments) {
        for (int i = 0; i < bitmaps.length; i++) {
            if (!contains(segments, codes[i])) {
                leave(slot, i);
            }
        }
    }

    private void leave(int slot, int at) {
        if (bitmaps[at].contains(slot)) {
            own(at).remove(slot);
        }
    }

    /// Makes room for a new segment. Views keep the old array of codes.
    private int insert(int at, int segment) {
        int[] moreCodes = Arrays.copyOf(codes, codes.length + 1);
        RoaringBitmap[] moreBitmaps = Arrays.copyOf(bitmaps, bitmaps.length + 1);
        System.arraycopy(codes, at, moreCodes, at + 1, codes.length - at);
        System.arraycopy(bitmaps, at, moreBitmaps, at + 1, bitmaps.length - at);
        for (int i = bitmaps.length; i > at; i--) {
            owned.set(i, owned.get(i - 1));
        }
        moreCodes[at] = segment;
        moreBitmaps[at] = new RoaringBitmap();
        owned.set(at);
        codes = moreCodes;
        bitmaps = moreBitmaps;
        return at;
    }

    private RoaringBitmap own(int at) {
        published = null;
        if (!owned.get(at)) {
            bitmaps[at] = bitmaps[at].clone();
            owned.set(at);
        }
        return bitmaps[at];
    }

    private RoaringBitmap ownEveryone() {
        published = null;
        if (!everyoneOwned) {
            everyone = everyone.clone();
            everyoneOwned = true;
        }
        return everyone;
    }

    /// A clone has no slack from growth.
    private static RoaringBitmap smallest(RoaringBitmap bitmap) {
        bitmap.runOptimize();
        return bitmap.clone();
    }

    /// Runs only where they are far smaller: the people of one premises are neighbours, and going through runs of two
    /// or three takes twice the time (measured).
    private static RoaringBitmap quickest(RoaringBitmap bitmap) {
        bitmap.removeRunCompression();
        long plain = bitmap.getLongSizeInBytes();
        bitmap.runOptimize();
        if (bitmap.getLongSizeInBytes() > plain / WORTH_RUNS) {
            bitmap.removeRunCompression();
        }
        return bitmap.clone();
    }

    private static boolean contains(int[] segments, int segment) {
        for (int candidate : segments) {
            if (candidate == segment) {
                return true;
            }
        }
        return false;
    }

    private static void checkSlot(int slot) {
        if (slot < 0 || slot > Shards.MAX_SLOT) {
            throw new IllegalArgumentException("slot " + slot + " is outside 0 to " + Shards.MAX_SLOT);
        }
    }
}

package uk.tocsin.shard;

import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// What the subscribers of a shard have completed, by segment. Kept apart from what the register says of them,
/// which replaces all that it said before. Owned by the shard's thread.
final class Completions {
    private final TreeMap<Integer, RoaringBitmap> having = new TreeMap<>();

    void add(int slot, int done) {
        having.computeIfAbsent(done, _ -> new RoaringBitmap()).add(slot);
    }

    void erase(int slot) {
        having.values().removeIf(slots -> {
            slots.remove(slot);
            return slots.isEmpty();
        });
    }

    /// Names each segment of a slot.
    void each(int slot, IntConsumer segment) {
        having.forEach((done, slots) -> {
            if (slots.contains(slot)) {
                segment.accept(done);
            }
        });
    }

    void write(Out out) {
        out.list(having.entrySet(), (o, e) -> o.count(e.getKey()).bitmap(e.getValue()));
    }

    static Completions read(In in) {
        Completions completions = new Completions();
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            completions.having.put(known(in.size()), in.bitmap());
        }
        return completions;
    }

    /// Refuses a number that is no segment of the dimension.
    static int known(int segment) {
        try {
            if (Dimension.ofSegment(segment) == Dimension.DONE) {
                return segment;
            }
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("what was completed has the segment " + segment, e);
        }
        throw new CorruptRecordException("segment " + segment + " is nothing to complete");
    }
}

package uk.tocsin.shard;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The suspended subscribers of a shard, each with the segments that they will be in again. A few hundred in the
/// country. Owned by the shard's thread.
final class Suspensions {
    private final Map<Integer, int[]> aside = new TreeMap<>();

    boolean contains(int slot) {
        return aside.containsKey(slot);
    }

    /// Puts the segments of somebody who is suspended aside, in place of those before.
    void put(int slot, int[] segments) {
        aside.put(slot, segments);
    }

    /// The segments of somebody; null for who is not suspended.
    int @Nullable [] of(int slot) {
        return aside.get(slot);
    }

    void remove(int slot) {
        aside.remove(slot);
    }

    /// Who is suspended: a fresh bitmap.
    RoaringBitmap slots() {
        RoaringBitmap slots = new RoaringBitmap();
        aside.keySet().forEach(slots::add);
        return slots;
    }

    void write(Out out) {
        out.list(aside.entrySet(), (o, e) -> o.count(e.getKey()).ascending(e.getValue()));
    }

    static Suspensions read(In in) {
        Suspensions suspensions = new Suspensions();
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            suspensions.aside.put(in.size(), in.ascending());
        }
        return suspensions;
    }
}

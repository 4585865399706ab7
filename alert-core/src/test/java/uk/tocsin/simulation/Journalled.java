package uk.tocsin.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Shards;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.ShardRecord;

/// What the journals say of tries: which are open, and how each request ended. Checks nothing itself.
final class Journalled implements Check {
    /// A try's request by its shard, number and slot.
    private record Key(int shard, long tryNumber, int slot) {}

    private record TryKey(int shard, long tryNumber) {}

    private final Map<TryKey, int[]> opened = new HashMap<>();
    private final Map<Key, Short> ends = new HashMap<>();

    @Override
    public void applied(Seen seen) {
        if (!seen.counts()) {
            return;
        }
        if (seen.applied() instanceof Applied.Opened(long tryNumber, int[] slots)) {
            opened.put(new TryKey(seen.shard(), tryNumber), slots);
        }
        if (seen.record() instanceof ShardRecord.Outcome outcome) {
            int[] slots = opened.get(new TryKey(seen.shard(), outcome.tryNumber()));
            for (int i = 0; slots != null && i < outcome.indexes().length; i++) {
                int slot = slots[outcome.indexes()[i]];
                ends.putIfAbsent(new Key(seen.shard(), outcome.tryNumber(), slot), outcome.codes()[i]);
            }
        }
    }

    /// Whether the try is in the journal and counts, with this subscriber.
    boolean opened(Request request) {
        int ordinal = request.delivery.ordinal();
        int[] slots = opened.get(new TryKey(Shards.shardOf(ordinal), request.tryNumber));
        return slots != null && RoaringBitmap.bitmapOf(slots).contains(Shards.slotOf(ordinal));
    }

    /// How a request ended according to the journal; null while it is open.
    @Nullable
    Short end(Request request) {
        int ordinal = request.delivery.ordinal();
        return ends.get(new Key(Shards.shardOf(ordinal), request.tryNumber, Shards.slotOf(ordinal)));
    }
}

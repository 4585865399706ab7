package uk.tocsin.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Shards;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.ShardRecord;

/// What the journals say of tries: which are open, how each request ended, and which deliveries were unknown at
/// some time. Checks nothing itself.
final class Journalled implements Check {
    /// A try's request by its shard, number and slot.
    private record Key(int shard, long tryNumber, int slot) {}

    private record TryKey(int shard, long tryNumber) {}

    private record Try(ShardRecord.Attempted attempted, int[] slots) {}

    private final World world;
    private final Map<TryKey, Try> opened = new HashMap<>();
    private final Set<Delivery> unknown = new HashSet<>();
    private final Map<Key, Short> ends = new HashMap<>();

    Journalled(World world) {
        this.world = world;
    }

    @Override
    public void applied(Seen seen) {
        if (!seen.counts()) {
            return;
        }
        if (seen.record() instanceof ShardRecord.Attempted attempted
                && seen.applied() instanceof Applied.Opened(long tryNumber, int[] slots)) {
            opened.put(new TryKey(seen.shard(), tryNumber), new Try(attempted, slots));
        }
        if (seen.record() instanceof ShardRecord.Outcome outcome) {
            Try of = opened.get(new TryKey(seen.shard(), outcome.tryNumber()));
            if (of != null) {
                ended(seen.shard(), of, outcome);
            }
        }
    }

    private void ended(int shard, Try of, ShardRecord.Outcome outcome) {
        int alert = of.attempted().alert();
        ChannelKind channel = world.control
                .alert(alert)
                .dispatch
                .plan()
                .steps()
                .get(of.attempted().step())
                .channel();
        for (int i = 0; i < outcome.indexes().length; i++) {
            int slot = of.slots()[outcome.indexes()[i]];
            short code = outcome.codes()[i];
            if (ends.putIfAbsent(new Key(shard, outcome.tryNumber(), slot), code) == null && Codes.unknown(code)) {
                unknown.add(new Delivery(alert, Shards.ordinal(shard, slot), channel));
            }
        }
    }

    /// Whether the try is in the journal and counts, with this subscriber.
    boolean opened(Request request) {
        int ordinal = request.delivery.ordinal();
        Try of = opened.get(new TryKey(Shards.shardOf(ordinal), request.tryNumber));
        return of != null && Arrays.binarySearch(of.slots(), Shards.slotOf(ordinal)) >= 0;
    }

    /// Whether a request of the delivery ended without anybody knowing how.
    boolean unknown(Delivery delivery) {
        return unknown.contains(delivery);
    }

    /// How a request ended according to the journal; null while it is open.
    @Nullable
    Short end(Request request) {
        int ordinal = request.delivery.ordinal();
        return ends.get(new Key(Shards.shardOf(ordinal), request.tryNumber, Shards.slotOf(ordinal)));
    }
}

package uk.tocsin.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Tiers that were decided for subscribers of a shard, beyond those that they have of themselves. A few thousand in the
/// country. Owned by the shard's thread.
final class Grants {
    private static final long FOR_GOOD = Long.MAX_VALUE;

    private final TreeMap<Integer, Grant> bySlot = new TreeMap<>();

    private record Grant(Tier tier, long untilMs) {}

    /// @param untilMs when it ends; Long.MAX_VALUE for never
    void put(int slot, Tier tier, long untilMs) {
        bySlot.put(slot, new Grant(tier, untilMs));
    }

    void remove(int slot) {
        bySlot.remove(slot);
    }

    /// The tier that was decided; null for none.
    @Nullable
    Tier of(int slot) {
        Grant grant = bySlot.get(slot);
        return grant == null ? null : grant.tier();
    }

    /// Takes away what has ended; the slots whose it was, in order.
    List<Integer> expire(long nowMs) {
        List<Integer> expired = new ArrayList<>();
        for (Map.Entry<Integer, Grant> each : bySlot.entrySet()) {
            if (each.getValue().untilMs() <= nowMs) {
                expired.add(each.getKey());
            }
        }
        expired.forEach(bySlot::remove);
        return expired;
    }

    /// When the next one ends; Long.MAX_VALUE for never.
    long nextMs() {
        long next = FOR_GOOD;
        for (Grant grant : bySlot.values()) {
            next = Math.min(next, grant.untilMs());
        }
        return next;
    }

    void write(Out out) {
        out.list(
                bySlot.entrySet(),
                (o, e) -> o.count(e.getKey())
                        .coded(e.getValue().tier())
                        .signed(e.getValue().untilMs()));
    }

    static Grants read(In in) {
        Grants grants = new Grants();
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            grants.bySlot.put(in.size(), new Grant(in.coded(Tier.class), in.signed()));
        }
        return grants;
    }
}

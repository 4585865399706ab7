package uk.tocsin.shard;

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

    /// @param own the tier that the subscriber has without it
    private record Grant(Tier tier, long untilMs, Tier own) {}

    /// Notes a decision in place of the one before; answers the own tier.
    ///
    /// @param untilMs when it ends; Long.MAX_VALUE for never
    /// @param now the tier that the subscriber holds; their own, unless one was decided before
    Tier put(int slot, Tier tier, long untilMs, Tier now) {
        Grant before = bySlot.get(slot);
        Tier own = before == null ? now : before.own();
        bySlot.put(slot, new Grant(tier, untilMs, own));
        return own;
    }

    /// The own tier of a subscriber is another; nothing for one of whom none was decided.
    void own(int slot, Tier own) {
        bySlot.computeIfPresent(slot, (_, grant) -> new Grant(grant.tier(), grant.untilMs(), own));
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

    /// Takes away what has ended; by slot, in order, the tier that is left.
    Map<Integer, Tier> expire(long nowMs) {
        Map<Integer, Tier> left = new TreeMap<>();
        bySlot.forEach((slot, grant) -> {
            if (grant.untilMs() <= nowMs) {
                left.put(slot, grant.own());
            }
        });
        left.keySet().forEach(bySlot::remove);
        return left;
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
                        .signed(e.getValue().untilMs())
                        .coded(e.getValue().own()));
    }

    static Grants read(In in) {
        Grants grants = new Grants();
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            grants.bySlot.put(in.size(), new Grant(in.coded(Tier.class), in.signed(), in.coded(Tier.class)));
        }
        return grants;
    }
}

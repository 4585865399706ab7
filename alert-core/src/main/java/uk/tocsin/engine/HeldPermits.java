package uk.tocsin.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import uk.tocsin.shard.Wire;

/// The permits that a shard's decisions use, until every attempt under them is read back: then the lane hears
/// how much of each was used. On the shard's context.
final class HeldPermits {
    private final Map<Long, Held> held = new HashMap<>();
    private long numbers;

    /// A permit: `left` attempts of it are not read back yet, `opened` deliveries are open so far.
    private static final class Held {
        final Permit permit;
        int left;
        int opened;

        Held(Permit permit) {
            this.permit = permit;
        }
    }

    /// Where a permit came from. Each lane numbers its grants by itself, so a grant's number says nothing without
    /// the lane.
    ///
    /// @param endNanos when it ends, in monotonic nanoseconds
    record Permit(LaneRunner lane, long grant, long endNanos) {}

    /// Holds a permit; returns its number here, from 1.
    long hold(Permit permit) {
        held.put(++numbers, new Held(permit));
        return numbers;
    }

    /// Counts what each permit is used for, and gives back those of `taken` that are not used at all.
    ///
    /// @param used a permit's number for each record decided; 0 for a record without one
    void use(List<Wire> taken, List<Long> used) {
        for (long id : used) {
            if (id != 0) {
                Objects.requireNonNull(held.get(id)).left++;
            }
        }
        for (Wire input : taken) {
            if (input instanceof Wire.Permit permit && Objects.requireNonNull(held.get(permit.id())).left == 0) {
                settle(permit.id());
            }
        }
    }

    /// An attempt under a permit was read back, and opened so many deliveries.
    Permit opened(long id, int count) {
        Held mine = Objects.requireNonNull(held.get(id));
        mine.opened += count;
        mine.left--;
        if (mine.left == 0) {
            settle(id);
        }
        return mine.permit;
    }

    private void settle(long id) {
        Held mine = Objects.requireNonNull(held.remove(id));
        mine.permit.lane().settle(mine.permit.grant(), mine.opened);
    }

    /// Gives everything back that is not open.
    void drop() {
        List.copyOf(held.keySet()).forEach(this::settle);
    }
}

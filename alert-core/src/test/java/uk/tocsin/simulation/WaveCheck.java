package uk.tocsin.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Effect;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Relation;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// Within an alert's step the first wave covers every premises of which anybody can be reached, by somebody who can,
/// and comes first, near before far.
final class WaveCheck implements Check {
    private record Key(int shard, int alert, ChannelKind channel) {}

    /// Who is where in the order, of those planned before the append that is being applied.
    private static final class Order {
        private final Map<Integer, RoaringBitmap> groups = new HashMap<>();
        private final Map<Integer, RoaringBitmap> fresh = new HashMap<>();
        private final RoaringBitmap tried = new RoaringBitmap();

        void settle() {
            fresh.forEach((key, slots) -> groups.merge(key, slots, (a, b) -> RoaringBitmap.or(a, b)));
            fresh.clear();
        }
    }

    private final World world;
    private final Map<Key, Order> orders = new HashMap<>();

    WaveCheck(World world) {
        this.world = world;
    }

    @Override
    public void batch(int shard) {
        orders.forEach((key, order) -> {
            if (key.shard() == shard) {
                order.settle();
            }
        });
    }

    @Override
    public void decided(Deciding deciding) {
        for (ShardRecord record : deciding.records()) {
            if (record instanceof ShardRecord.Planned planned) {
                covers(deciding.state(), planned, leftOut(planned, deciding.records()));
            }
        }
    }

    @Override
    public void applied(Seen seen) {
        if (seen.record() instanceof ShardRecord.Planned planned && seen.counts()) {
            planned.groups()
                    .forEach(group -> order(seen, planned.alert(), planned.step())
                            .fresh
                            .merge(group.key(), group.slots(), (a, b) -> RoaringBitmap.or(a, b)));
        }
        if (seen.record() instanceof ShardRecord.Attempted attempted
                && seen.applied() instanceof Applied.Opened opened
                && dispatch(attempted.alert()).relation() == Relation.ORIGINAL) {
            inOrder(seen, attempted, RoaringBitmap.bitmapOf(opened.slots()));
        }
    }

    private Effect.Dispatch dispatch(int alert) {
        return world.control.alert(alert).dispatch;
    }

    private Order order(Seen seen, int alert, int step) {
        ChannelKind channel = dispatch(alert).plan().steps().get(step).channel();
        return orders.computeIfAbsent(new Key(seen.shard(), alert, channel), _ -> new Order());
    }

    /// Whom the same decision leaves out of what it plans.
    private static RoaringBitmap leftOut(ShardRecord.Planned planned, List<ShardRecord> records) {
        RoaringBitmap left = new RoaringBitmap();
        for (ShardRecord record : records) {
            if (record instanceof ShardRecord.Suppressed s
                    && s.alert() == planned.alert()
                    && s.step() == planned.step()
                    && s.reason() == SuppressionReason.ENDPOINT_SUPPRESSED) {
                left.or(s.slots());
            }
        }
        return left;
    }

    private static void covers(Shard state, ShardRecord.Planned planned, RoaringBitmap leftOut) {
        RoaringBitmap first = new RoaringBitmap();
        RoaringBitmap all = new RoaringBitmap();
        for (ShardRecord.Group group : planned.groups()) {
            all.or(group.slots());
            if (ServiceKey.wave(group.key()) == ServiceKey.FIRST_WAVE) {
                first.or(group.slots());
            }
        }
        all.andNot(leftOut);
        LedgerView view = state.view(planned.alert());
        boolean covered = view != null && view.premisesOf(first).equals(view.premisesOf(all)) && all.contains(first);
        Violation.unless(covered, Invariant.WAVES, "alert %d: a premises is not in the first wave", planned.alert());
    }

    private void inOrder(Seen seen, ShardRecord.Attempted attempted, RoaringBitmap opened) {
        Order order = order(seen, attempted.alert(), attempted.step());
        RoaringBitmap fresh = RoaringBitmap.andNot(opened, order.tried);
        order.tried.or(opened);
        LedgerView view = seen.state().view(attempted.alert());
        ChannelKind channel =
                dispatch(attempted.alert()).plan().steps().get(attempted.step()).channel();
        if (view == null || fresh.isEmpty()) {
            return;
        }
        RoaringBitmap waiting = view.state(channel, DeliveryState.WAITING).clone();
        waiting.andNot(order.tried);
        order.groups.forEach((key, slots) -> {
            if (RoaringBitmap.intersects(slots, fresh)) {
                order.groups.forEach((lower, before) -> Violation.unless(
                        lower >= key || !RoaringBitmap.intersects(before, waiting),
                        Invariant.WAVES,
                        "alert %d: group %d before group %d",
                        attempted.alert(),
                        key,
                        lower));
            }
        });
    }
}

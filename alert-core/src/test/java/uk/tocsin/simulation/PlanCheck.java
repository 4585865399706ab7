package uk.tocsin.simulation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// Every dispatch reaches every shard; every step that was due is planned there, once, for exactly those whom
/// it means as far as its owner knows: a change for everyone whom its line was attempted to on the channel.
final class PlanCheck implements Check {
    private record Key(int shard, int alert) {}

    private final World world;
    private final Map<Key, BitSet> planned = new HashMap<>();

    PlanCheck(World world) {
        this.world = world;
    }

    @Override
    public void decided(Shard state, List<ShardRecord> records) {
        for (ShardRecord record : records) {
            if (record instanceof ShardRecord.Planned plan) {
                compare(state, plan);
            }
        }
    }

    private void compare(Shard state, ShardRecord.Planned plan) {
        AlertFacts facts = world.control.alert(plan.alert());
        ChannelKind channel = facts.dispatch.plan().steps().get(plan.step()).channel();
        RoaringBitmap meant = RoaringBitmap.and(
                meant(state, facts, channel), state.segments().segment(Dimension.HAS.segment(channel.code() + 1)));
        RoaringBitmap all = new RoaringBitmap();
        plan.groups().forEach(group -> all.or(group.slots()));
        Violation.unless(
                all.equals(meant),
                Invariant.NOTHING_FORGOTTEN,
                "alert %d means %s on %s, but plans %s",
                plan.alert(),
                meant,
                channel.word(),
                all);
    }

    private static RoaringBitmap meant(Shard state, AlertFacts facts, ChannelKind channel) {
        LedgerView view = state.view(facts.number());
        if (view == null) {
            throw new Violation(Invariant.NOTHING_FORGOTTEN, "alert " + facts.number() + " is planned but unknown");
        }
        RoaringBitmap attempted = new RoaringBitmap();
        RoaringBitmap reached = new RoaringBitmap();
        for (int ancestor : facts.dispatch.line()) {
            LedgerView before = state.view(ancestor);
            if (before != null) {
                attempted.or(attempted(before, channel));
                before.channels().forEach(any -> reached.or(reached(before, any)));
            }
        }
        return switch (facts.dispatch.relation()) {
            case ORIGINAL -> view.audience();
            case UPDATE -> RoaringBitmap.or(view.audience(), attempted);
            case CANCEL -> attempted;
            case RESEND -> RoaringBitmap.andNot(view.audience(), reached);
        };
    }

    private static RoaringBitmap reached(LedgerView view, ChannelKind channel) {
        return union(
                view,
                channel,
                DeliveryState.ACKNOWLEDGED,
                DeliveryState.READ,
                DeliveryState.DELIVERED,
                DeliveryState.ACCEPTED);
    }

    private static RoaringBitmap attempted(LedgerView view, ChannelKind channel) {
        return RoaringBitmap.or(
                reached(view, channel), union(view, channel, DeliveryState.UNKNOWN, DeliveryState.IN_FLIGHT));
    }

    private static RoaringBitmap union(LedgerView view, ChannelKind channel, DeliveryState... states) {
        RoaringBitmap union = new RoaringBitmap();
        for (DeliveryState state : states) {
            union.or(view.state(channel, state));
        }
        return union;
    }

    @Override
    public void applied(Seen seen) {
        if (seen.record() instanceof ShardRecord.Planned plan && seen.counts()) {
            BitSet steps = planned.computeIfAbsent(new Key(seen.shard(), plan.alert()), _ -> new BitSet());
            Violation.unless(
                    !steps.get(plan.step()),
                    Invariant.ONE_MESSAGE,
                    "step %d of alert %d is planned twice",
                    plan.step(),
                    plan.alert());
            steps.set(plan.step());
        }
    }

    @Override
    public void end() {
        for (Witness witness : world.witnesses) {
            for (AlertFacts facts : world.control.alerts()) {
                BitSet missing = facts.stepsThatCame();
                missing.andNot(planned.getOrDefault(new Key(witness.number, facts.number()), new BitSet()));
                Violation.unless(
                        witness.shard().view(facts.number()) != null && missing.isEmpty(),
                        Invariant.NOTHING_FORGOTTEN,
                        "shard %d did not plan steps %s of alert %d",
                        witness.number,
                        missing,
                        facts.number());
            }
        }
    }
}

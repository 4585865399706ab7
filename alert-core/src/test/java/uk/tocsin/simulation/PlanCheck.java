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
import uk.tocsin.model.Relation;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// Every dispatch reaches every shard; every step that was due is planned there, once, for exactly those whom
/// it means as far as its owner knows: an update or cancel for everyone whom its line was attempted to on the
/// channel, a resend for those whom its line neither reached nor is about to.
final class PlanCheck implements Check {
    private static final DeliveryState[] REACHED = {
        DeliveryState.ACKNOWLEDGED, DeliveryState.READ, DeliveryState.DELIVERED, DeliveryState.ACCEPTED
    };

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
        RoaringBitmap having = state.segments().segment(Dimension.HAS.segment(channel.code() + 1));
        RoaringBitmap meant = RoaringBitmap.and(meant(state, facts, channel), having);
        RoaringBitmap all = new RoaringBitmap();
        plan.groups().forEach(group -> all.or(group.slots()));
        RoaringBitmap wrong = RoaringBitmap.xor(all, meant);
        if (facts.dispatch.relation() == Relation.RESEND) {
            wrong.andNot(RoaringBitmap.andNot(before(state, facts, channel, DeliveryState.UNKNOWN), all));
        }
        Violation.unless(
                wrong.isEmpty(),
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
        RoaringBitmap attempted = before(state, facts, channel, REACHED);
        attempted.or(before(state, facts, channel, DeliveryState.UNKNOWN, DeliveryState.IN_FLIGHT));
        return switch (facts.dispatch.relation()) {
            case ORIGINAL -> view.audience();
            case UPDATE -> RoaringBitmap.or(view.audience(), attempted);
            case CANCEL -> attempted;
            case RESEND -> {
                RoaringBitmap rest = view.audience().clone();
                for (ChannelKind any : ChannelKind.values()) {
                    rest.andNot(before(state, facts, any, REACHED));
                }
                rest.andNot(before(state, facts, channel, DeliveryState.WAITING, DeliveryState.IN_FLIGHT));
                yield rest;
            }
        };
    }

    /// Those in one of these states on the channel for any alert of the line.
    private static RoaringBitmap before(Shard state, AlertFacts facts, ChannelKind channel, DeliveryState... states) {
        RoaringBitmap union = new RoaringBitmap();
        for (int ancestor : facts.dispatch.line()) {
            LedgerView view = state.view(ancestor);
            for (DeliveryState each : states) {
                union.or(view == null ? new RoaringBitmap() : view.state(channel, each));
            }
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

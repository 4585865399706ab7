package uk.tocsin.simulation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Relation;
import uk.tocsin.shard.ShardRecord;

/// Every dispatch reaches every shard; every step that was due is planned there, once, for exactly those whom
/// it means.
final class PlanCheck implements Check {
    private record Key(int shard, int alert) {}

    private final World world;
    private final Map<Key, BitSet> planned = new HashMap<>();

    PlanCheck(World world) {
        this.world = world;
    }

    @Override
    public void applied(Seen seen) {
        if (!(seen.record() instanceof ShardRecord.Planned plan) || !seen.counts()) {
            return;
        }
        BitSet steps = planned.computeIfAbsent(new Key(seen.shard(), plan.alert()), _ -> new BitSet());
        Violation.unless(
                !steps.get(plan.step()),
                Invariant.ONE_MESSAGE,
                "step %d of alert %d is planned twice",
                plan.step(),
                plan.alert());
        steps.set(plan.step());
        AlertFacts facts = world.control.alert(plan.alert());
        LedgerView view = seen.state().view(plan.alert());
        if (view == null) {
            throw new Violation(Invariant.NOTHING_FORGOTTEN, "alert " + plan.alert() + " is planned but unknown");
        }
        if (facts.dispatch.relation() == Relation.ORIGINAL) {
            ChannelKind channel = facts.dispatch.plan().steps().get(plan.step()).channel();
            RoaringBitmap meant = RoaringBitmap.and(
                    view.audience(), seen.state().segments().segment(Dimension.HAS.segment(channel.code() + 1)));
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

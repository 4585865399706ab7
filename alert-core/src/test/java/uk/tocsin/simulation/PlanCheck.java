package uk.tocsin.simulation;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Step;
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
    public void decided(Deciding deciding) {
        for (ShardRecord record : deciding.records()) {
            if (record instanceof ShardRecord.Planned plan) {
                compare(deciding, plan);
            }
        }
    }

    private void compare(Deciding deciding, ShardRecord.Planned plan) {
        Shard state = deciding.state();
        AlertFacts facts = world.control.alert(plan.alert());
        ChannelKind channel = facts.dispatch.plan().steps().get(plan.step()).channel();
        RoaringBitmap having = state.segments().segment(Dimension.HAS.segment(channel.code() + 1));
        RoaringBitmap meant =
                meant(deciding, facts, facts.dispatch.plan().steps().get(plan.step()));
        meant.and(having);
        meant.andNot(plannedBefore(state, facts, plan.step()));
        RoaringBitmap all = new RoaringBitmap();
        plan.groups().forEach(group -> all.or(group.slots()));
        RoaringBitmap wrong = RoaringBitmap.xor(all, meant);
        wrong.andNot(doubtful(deciding, facts));
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

    private RoaringBitmap meant(Deciding deciding, AlertFacts facts, Step step) {
        Shard state = deciding.state();
        RoaringBitmap attempted = before(state, facts, step.channel(), REACHED);
        attempted.or(before(state, facts, step.channel(), DeliveryState.UNKNOWN, DeliveryState.IN_FLIGHT));
        return switch (facts.dispatch.relation()) {
            case ORIGINAL -> wanting(deciding, facts, step, view(state, facts).audience());
            case UPDATE ->
                RoaringBitmap.or(
                        wanting(deciding, facts, step, view(state, facts).audience()), attempted);
            case CANCEL -> attempted;
            case RESEND -> {
                RoaringBitmap rest = view(state, facts).audience().clone();
                for (ChannelKind any : ChannelKind.values()) {
                    rest.andNot(before(state, facts, any, REACHED));
                }
                rest.andNot(before(state, facts, step.channel(), DeliveryState.WAITING, DeliveryState.IN_FLIGHT));
                yield wanting(deciding, facts, step, rest);
            }
        };
    }

    private static LedgerView view(Shard state, AlertFacts facts) {
        LedgerView view = state.view(facts.number());
        if (view == null) {
            throw new Violation(Invariant.NOTHING_FORGOTTEN, "alert " + facts.number() + " is planned but unknown");
        }
        return view;
    }

    /// Those whom a step is for, and for whom nobody has answered as far as the owner knows.
    private RoaringBitmap wanting(Deciding deciding, AlertFacts facts, Step step, RoaringBitmap slots) {
        Shard state = deciding.state();
        RoaringBitmap wanting = slots.clone();
        if (step.among() instanceof Audience.In in) {
            RoaringBitmap among = new RoaringBitmap();
            in.values()
                    .forEach(value -> among.or(view(state, facts).segment(World.TAXONOMY.code(in.dimension(), value))));
            wanting.and(among);
        }
        if (step.condition() == Condition.UNACKNOWLEDGED) {
            RoaringBitmap acknowledged = acknowledged(state, facts);
            Set<Integer> premises = premisesOf(deciding, acknowledged);
            for (int slot : wanting.toArray()) {
                List<Integer> own = world.population.person(deciding.shard(), slot).premises;
                if (acknowledged.contains(slot) || !own.isEmpty() && premises.containsAll(own)) {
                    wanting.remove(slot);
                }
            }
        }
        return wanting;
    }

    /// Who acknowledged the alert, or for a resend those of its line.
    private static RoaringBitmap acknowledged(Shard state, AlertFacts facts) {
        RoaringBitmap slots = new RoaringBitmap();
        for (ChannelKind channel : ChannelKind.values()) {
            slots.or(view(state, facts).state(channel, DeliveryState.ACKNOWLEDGED));
            if (facts.dispatch.relation() == Relation.RESEND) {
                slots.or(before(state, facts, channel, DeliveryState.ACKNOWLEDGED));
            }
        }
        return slots;
    }

    private Set<Integer> premisesOf(Deciding deciding, RoaringBitmap slots) {
        Set<Integer> premises = new HashSet<>();
        slots.forEach((IntConsumer) slot -> premises.addAll(world.population.person(deciding.shard(), slot).premises));
        return premises;
    }

    /// Whoever shares premises with somebody erased: whether that one answered for them depends on which came first.
    private RoaringBitmap doubtful(Deciding deciding, AlertFacts facts) {
        Shard state = deciding.state();
        RoaringBitmap gone = acknowledged(state, facts);
        gone.andNot(state.segments().everyone());
        Set<Integer> premises = premisesOf(deciding, gone);
        RoaringBitmap doubtful = new RoaringBitmap();
        world.population.people(deciding.shard()).forEach(person -> {
            if (!Collections.disjoint(person.premises, premises)) {
                doubtful.add(person.slot);
            }
        });
        return doubtful;
    }

    /// Those whom an earlier step serves on the same channel.
    private static RoaringBitmap plannedBefore(Shard state, AlertFacts facts, int step) {
        ChannelKind channel = facts.dispatch.plan().steps().get(step).channel();
        RoaringBitmap planned = new RoaringBitmap();
        view(state, facts).planned(channel).forEach((IntConsumer) slot -> {
            for (int earlier = 0; earlier < facts.dispatch.plan().steps().size(); earlier++) {
                if (earlier != step && state.standings().knows(facts.number(), earlier, slot)) {
                    planned.add(slot);
                }
            }
        });
        return planned;
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

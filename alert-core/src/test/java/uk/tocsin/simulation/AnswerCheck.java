package uk.tocsin.simulation;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import uk.tocsin.model.Condition;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardRecord;

/// A step that waits for answers does not reach who has acknowledged, nor whose premises others have acknowledged for,
/// more than a second after that was in the journal. Whom a change must reach, because they received what it changes,
/// is left alone.
final class AnswerCheck implements Check {
    private static final long LATE_MS = 1_000;
    private static final long NEVER = Long.MAX_VALUE;
    private static final Set<DeliveryState> SENT = EnumSet.of(
            DeliveryState.ACKNOWLEDGED,
            DeliveryState.READ,
            DeliveryState.DELIVERED,
            DeliveryState.ACCEPTED,
            DeliveryState.UNKNOWN,
            DeliveryState.IN_FLIGHT);

    private record Key(int shard, int alert) {}

    /// When what was acknowledged, in true time.
    private static final class Known {
        final Map<Integer, Long> people = new HashMap<>();
        final Map<Integer, Long> premises = new HashMap<>();
    }

    private final World world;
    private final Map<Key, Known> known = new HashMap<>();

    AnswerCheck(World world) {
        this.world = world;
    }

    @Override
    public void applied(Seen seen) {
        if (seen.record() instanceof ShardRecord.Received received
                && received.kind() == Evidence.ACKNOWLEDGED
                && seen.counts()) {
            Known all = known.computeIfAbsent(new Key(seen.shard(), received.alert()), _ -> new Known());
            long now = world.time.nowMs();
            for (int slot : received.slots()) {
                boolean first = all.people.putIfAbsent(slot, now) == null;
                if (first && seen.state().segments().everyone().contains(slot)) {
                    world.population
                            .person(seen.shard(), slot)
                            .premises
                            .forEach(place -> all.premises.putIfAbsent(place, now));
                }
            }
        }
    }

    @Override
    public void written(Request request, Permit permit) {
        AlertFacts facts = world.control.alert(request.delivery.alert());
        Step step = facts.dispatch.plan().steps().get(request.step);
        if (step.condition() == Condition.ALWAYS || owed(facts, request)) {
            return;
        }
        long since = answeredMs(facts.number(), request.delivery.ordinal());
        Violation.unless(
                since == NEVER || world.time.nowMs() - since <= LATE_MS,
                Invariant.ANSWERED,
                "%s was written %d ms after the last premises was answered for",
                request,
                world.time.nowMs() - since);
    }

    /// Whether, as far as the journal tells, what this changes was or may have been sent to the same person.
    private boolean owed(AlertFacts facts, Request request) {
        if (facts.dispatch.relation() == Relation.RESEND) {
            return false;
        }
        int ordinal = request.delivery.ordinal();
        Shard shard = world.witnesses.get(Shards.shardOf(ordinal)).shard();
        return facts.dispatch.line().stream()
                .map(shard::view)
                .filter(Objects::nonNull)
                .anyMatch(view -> SENT.stream()
                        .anyMatch(state ->
                                view.state(request.delivery.channel(), state).contains(Shards.slotOf(ordinal))));
    }

    private long answeredMs(int alert, int ordinal) {
        Known all = known.get(new Key(Shards.shardOf(ordinal), alert));
        if (all == null) {
            return NEVER;
        }
        int slot = Shards.slotOf(ordinal);
        List<Integer> premises = world.population.person(Shards.shardOf(ordinal), slot).premises;
        long last = premises.isEmpty() ? NEVER : 0;
        for (int place : premises) {
            last = Math.max(last, all.premises.getOrDefault(place, NEVER));
        }
        return Math.min(last, all.people.getOrDefault(slot, NEVER));
    }
}

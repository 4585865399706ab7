package uk.tocsin.simulation;

import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;

/// Requests are written between the approval and the end of their alert, and not to who was erased, is
/// suspended or may not read it any more.
final class LifetimeCheck implements Check {
    /// From the record of a cancel to the last request.
    private static final long LAST_MS = 1_000;

    /// How far a clock that nobody noticed to be wrong may be off.
    private static final long CLOCK_MS = 2_000;

    private final World world;

    LifetimeCheck(World world) {
        this.world = world;
    }

    @Override
    public void written(Request request, Permit permit) {
        int number = request.delivery.alert();
        long now = world.time.nowMs();
        AlertFacts facts = world.control.alert(number);
        long known = request.node.followed();
        Violation.unless(
                known < facts.withdrawnPosition
                        && (facts.withdrawnAtMs == AlertFacts.NEVER || now - facts.withdrawnAtMs <= LAST_MS),
                Invariant.BEFORE_THE_END,
                "%s was written after the withdrawal",
                request);
        Violation.unless(
                now <= facts.expiresMs() + CLOCK_MS,
                Invariant.BEFORE_THE_END,
                "%s was written %d ms after the expiry",
                request,
                now - facts.expiresMs());
        Violation.unless(
                !world.control.halted(number, known), Invariant.BEFORE_THE_END, "%s was written while halted", request);
        int ordinal = request.delivery.ordinal();
        Population.Person person = world.population.person(Shards.shardOf(ordinal), Shards.slotOf(ordinal));
        Violation.unless(!person.erased, Invariant.ERASED, "%s was written after the erasure", request);
        Violation.unless(
                facts.dispatch.lowestTier() == Tier.PUBLIC || now - LAST_MS <= world.control.tierLostAtMs(ordinal),
                Invariant.TIER,
                "%s was written to somebody who lost the tier",
                request);
        Violation.unless(
                now - LAST_MS <= world.control.suspendedAtMs(ordinal),
                Invariant.SUSPENDED,
                "%s was written to somebody who is suspended",
                request);
    }

    @Override
    public void end() {
        for (Witness witness : world.witnesses) {
            for (Population.Person person : world.population.people(witness.number)) {
                Violation.unless(
                        !person.erased || !witness.shard().segments().everyone().contains(person.slot),
                        Invariant.ERASED,
                        "slot %d of shard %d is erased and still there",
                        person.slot,
                        witness.number);
            }
        }
    }
}

package uk.tocsin.simulation;

import uk.tocsin.model.Shards;

/// Requests are written between the approval and the end of their alert, and not to who was erased.
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
        Violation.unless(
                world.control.dispatched(number), Invariant.AFTER_APPROVAL, "alert %d was not dispatched", number);
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
        Violation.unless(
                !person.erased || now - person.erasedMs <= LAST_MS,
                Invariant.ERASED,
                "%s was written after the erasure",
                request);
    }
}

package uk.tocsin.simulation;

/// Left alone, everything that may go on comes to an end; once everything has expired, everything else too.
final class SettledCheck implements Check {
    private final World world;

    SettledCheck(World world) {
        this.world = world;
    }

    @Override
    public void calm() {
        for (AlertFacts facts : world.control.alerts()) {
            if (!world.control.halted(facts.number(), Long.MAX_VALUE)) {
                settled(facts.number());
            }
        }
    }

    @Override
    public void end() {
        world.control.alerts().forEach(facts -> settled(facts.number()));
    }

    private void settled(int alert) {
        for (Witness witness : world.witnesses) {
            Violation.unless(
                    witness.shard().settledAlerts().contains(alert),
                    Invariant.SETTLED,
                    "alert %d has not come to an end in shard %d",
                    alert,
                    witness.number);
        }
    }
}

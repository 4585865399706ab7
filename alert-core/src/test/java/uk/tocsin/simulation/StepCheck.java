package uk.tocsin.simulation;

import uk.tocsin.shard.ShardRecord;

/// A step of a plan is decided within a second of its time, or of the moment from which its owner could.
final class StepCheck implements Check {
    private static final long LATE_MS = 1_000;

    /// How far a clock that nobody noticed to be wrong may be off.
    private static final long CLOCK_MS = 2_000;

    private final World world;

    StepCheck(World world) {
        this.world = world;
    }

    @Override
    public void decided(Deciding deciding) {
        for (ShardRecord record : deciding.records()) {
            if (record instanceof ShardRecord.Planned planned) {
                AlertFacts facts = world.control.alert(planned.alert());
                long due = facts.dispatch.time().toEpochMilli()
                        + facts.dispatch
                                .plan()
                                .steps()
                                .get(planned.step())
                                .delay()
                                .toMillis();
                long late = world.time.nowMs() - Math.max(due, deciding.ableMs());
                Violation.unless(
                        late <= LATE_MS + CLOCK_MS,
                        Invariant.STEPS_IN_TIME,
                        "step %d of alert %d is decided %d ms late",
                        planned.step(),
                        planned.alert(),
                        late);
            }
        }
    }
}

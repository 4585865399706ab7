package uk.tocsin.simulation;

import uk.tocsin.shard.ShardRecord;

/// The time of decisions that count never goes back.
final class TimeCheck implements Check {
    @Override
    public void applied(Seen seen) {
        if (seen.record() instanceof ShardRecord.Decision decision && seen.counts()) {
            Violation.unless(
                    decision.stamp().timeMs() >= seen.timeBeforeMs(),
                    Invariant.TIME_RISES,
                    "shard %d: the decision at %d is from before the one before it",
                    seen.shard(),
                    seen.position());
        }
    }
}

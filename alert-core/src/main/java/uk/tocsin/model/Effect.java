package uk.tocsin.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an accepted act of the control log means for the shards. Self-contained: a shard journals the effects
/// it followed, and its replay needs no other log. The effects of one act are applied in order.
public sealed interface Effect {
    /// Whether a shard has to follow it: what is about one subscriber concerns theirs alone.
    default boolean concerns(int shard) {
        return switch (this) {
            case TierGrant grant -> Shards.shardOf(grant.ordinal()) == shard;
            case TierRevoke revoke -> Shards.shardOf(revoke.ordinal()) == shard;
            case EndpointRelease release -> Shards.shardOf(release.ordinal()) == shard;
            case Suspend suspend -> Shards.shardOf(suspend.ordinal()) == shard;
            case Reinstate reinstate -> Shards.shardOf(reinstate.ordinal()) == shard;
            case Dispatch _, Withdraw _, Halt _, Resume _, StepStop _ -> true;
        };
    }

    /// An alert begins. The shard plans it for those of its slots that `audience` and `relation` select.
    ///
    /// @param alert the number of the alert
    /// @param relation who receives it, and why
    /// @param line the alerts it follows upon, the nearest first, their resends included: whoever any of them
    ///     was
    ///     attempted to has received "the original"; none for an original
    /// @param approvedAs the alert number that the approval's signature names: `alert`, or for a resend the one
    ///     that was approved
    /// @param digest what was approved
    /// @param time of the dispatch; delays of steps and ages of evidence count from it
    /// @param expires no try is begun at or after it
    /// @param lowestTier the lowest tier that any variant is meant for: nobody below it has a text
    /// @param incidentCell where waves start, or [Cell#NONE]
    record Dispatch(
            int alert,
            Relation relation,
            List<Integer> line,
            int approvedAs,
            Digest digest,
            Instant time,
            Instant expires,
            Severity severity,
            Mode mode,
            Handling handling,
            Tier lowestTier,
            Plan plan,
            Audience audience,
            int incidentCell)
            implements Effect {
        public Dispatch {
            line = List.copyOf(line);
        }
    }

    /// An alert is withdrawn: nothing of it is sent any more, for ever.
    record Withdraw(int alert) implements Effect {}

    /// Nothing of an alert is sent until it is resumed; 0 is everything. Halts of one alert and of everything
    /// are independent: an alert is sent only while neither holds.
    record Halt(int alert) implements Effect {}

    /// Ends a [Halt] of the same number.
    record Resume(int alert) implements Effect {}

    /// A step of a plan (0 is the first) starts nothing more.
    record StepStop(int alert, int step) implements Effect {}

    /// A subscriber has a tier that was decided for them, until a time or for good. The highest that they hold counts.
    record TierGrant(int ordinal, Tier tier, Optional<Instant> until) implements Effect {}

    /// A suppressed endpoint may be used again.
    record EndpointRelease(int ordinal, int endpoint) implements Effect {}

    /// A subscriber falls back to the public tier at once; what is planned for them by a higher one is not
    /// sent.
    record TierRevoke(int ordinal) implements Effect {}

    /// A subscriber is nobody until they are reinstated: in no segment, and nothing that waits for them is sent.
    record Suspend(int ordinal) implements Effect {}

    /// Ends a [Suspend]: they are what they were, with what changed meanwhile.
    record Reinstate(int ordinal) implements Effect {}
}

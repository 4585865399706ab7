package uk.tocsin.control;

import java.time.Duration;
import java.time.Instant;

/// A privileged change that waits for a second administrator. Immutable.
///
/// @param number the position of its record
/// @param change what is proposed, by the actor and at the time of its header
public record Proposal(long number, Act.Privileged change) {
    /// How long it may be agreed to.
    public static final Duration LIFE = Duration.ofDays(7);

    /// Who proposed it.
    public int proposer() {
        return change.header().actor();
    }

    /// When it ends by itself.
    public Instant ends() {
        return change.header().time().plus(LIFE);
    }

    /// Whether it may still be agreed to.
    public boolean openAt(Instant now) {
        return now.isBefore(ends());
    }
}

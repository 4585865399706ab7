package uk.tocsin.control;

import java.time.Instant;
import java.util.Optional;
import uk.tocsin.model.Tier;

/// The tier decided for a subscriber.
///
/// @param until when it ends and the public tier is left; empty for no end
public record TierDecision(Tier tier, Optional<Instant> until) {
    /// The tier at an instant.
    public Tier at(Instant instant) {
        return until.isPresent() && !instant.isBefore(until.get()) ? Tier.PUBLIC : tier;
    }
}

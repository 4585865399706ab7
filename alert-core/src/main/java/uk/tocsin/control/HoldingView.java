package uk.tocsin.control;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/// A holding message as folded so far. Immutable; any thread.
///
/// @param latest the version saved last
/// @param editors everyone who saved any version, ascending: none of them may approve
/// @param approved the version that may be released; an older one than `latest` until that is approved too
/// @param withdrawn why it was withdrawn, if it is
public record HoldingView(
        HoldingMessage latest, SortedSet<Integer> editors, Optional<Approved> approved, Optional<String> withdrawn) {
    /// A version that two people agreed on.
    public record Approved(HoldingMessage message, int approver, Instant time) {}

    /// What may be released at an instant.
    public Optional<HoldingMessage> releasable(Instant now) {
        return approved.map(Approved::message).filter(m -> now.isBefore(m.until()));
    }
}

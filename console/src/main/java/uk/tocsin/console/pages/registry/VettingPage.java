package uk.tocsin.console.pages.registry;

import java.time.Instant;
import java.util.List;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.control.Sponsorship;
import uk.tocsin.model.Tier;

/// Who waits for a decision, and whose tier ends soon.
///
/// @param waiting the longest first
record VettingPage(Frame frame, Instant now, String done, List<Waiting> waiting, List<Ending> ending) {
    /// Somebody who was put forward.
    record Waiting(Sponsorship asked, String sponsor) {}

    /// Somebody whose tier ends.
    record Ending(int number, Tier tier, Instant until) {}
}

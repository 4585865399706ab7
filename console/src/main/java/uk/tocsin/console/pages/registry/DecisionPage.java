package uk.tocsin.console.pages.registry;

import java.time.Instant;
import java.util.Optional;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.Sponsorship;
import uk.tocsin.control.TierDecision;

/// The decision about one who was put forward.
///
/// @param own whether the visitor put them forward, and so does not decide
/// @param held the tier that was decided before, if it holds: a refusal ends it
record DecisionPage(
        Frame frame,
        Typed typed,
        Instant now,
        Sponsorship asked,
        String sponsor,
        boolean own,
        Optional<TierDecision> held) {}

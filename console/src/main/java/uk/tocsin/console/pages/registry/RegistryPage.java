package uk.tocsin.console.pages.registry;

import java.util.List;
import java.util.Map;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.model.SuppressionCause;

/// Where somebody is looked for, and what the register comes to.
///
/// @param nobody whether somebody was looked for who is not there
/// @param done what was done before
/// @param suppressed endpoints that are not used, by cause
record RegistryPage(
        Frame frame,
        Typed typed,
        boolean nobody,
        String done,
        Totals totals,
        Map<SuppressionCause, Long> suppressed,
        Known known) {
    /// What the control log knows.
    ///
    /// @param waiting sponsorships that wait for a decision
    record Known(int waiting, List<PersonPage.Suspended> suspended) {}

    /// Some of everyone.
    record Row(String label, long count) {}
}

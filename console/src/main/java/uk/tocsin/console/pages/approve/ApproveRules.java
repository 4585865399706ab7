package uk.tocsin.console.pages.approve;

import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;

/// Which version of an alert its page is about. Stateless; any thread.
final class ApproveRules {
    private ApproveRules() {}

    /// Whether the submitted version is what counts: it waits, or was decided about, and nothing was saved since.
    static boolean isDecided(AlertView alert) {
        return alert.status() != AlertStatus.DRAFT && alert.status() != AlertStatus.RETURNED;
    }
}

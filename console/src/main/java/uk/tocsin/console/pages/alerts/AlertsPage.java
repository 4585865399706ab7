package uk.tocsin.console.pages.alerts;

import java.time.Instant;
import java.util.List;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;

/// A page of the list of alerts.
///
/// @param filter the status that is asked for; empty for all
/// @param before where the next page begins; 0 where there is none
record AlertsPage(
        Frame frame,
        Instant now,
        Typed typed,
        String filter,
        List<Choice> statuses,
        List<AlertView> alerts,
        int before,
        boolean first) {

    AlertStatus status(AlertView alert) {
        return alert.statusAt(now);
    }

    /// When it was dispatched, else last saved.
    static Instant time(AlertView alert) {
        return alert.dispatch()
                .map(AlertView.Dispatch::time)
                .orElseGet(() -> alert.versions().getLast().time());
    }

    /// Where the next page is.
    String next() {
        return "/alerts?before=" + before + (filter.isEmpty() ? "" : "&status=" + filter);
    }
}

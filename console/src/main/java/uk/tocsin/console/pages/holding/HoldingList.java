package uk.tocsin.console.pages.holding;

import java.time.Instant;
import java.util.List;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.control.HoldingView;

/// All holding messages.
record HoldingList(Frame frame, Instant now, List<HoldingView> messages, String done) {
    /// Those that can be released now.
    List<HoldingView> ready() {
        return messages.stream()
                .filter(each -> each.releasable(now).isPresent())
                .toList();
    }

    /// The others.
    List<HoldingView> others() {
        return messages.stream().filter(each -> each.releasable(now).isEmpty()).toList();
    }
}

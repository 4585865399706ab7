package uk.tocsin.console.pages.holding;

import java.time.Instant;
import java.util.List;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Text;
import uk.tocsin.control.HoldingView;

/// How holding messages are spoken of.
final class HoldingWords {
    /// The months after which two people read a holding message again.
    static final List<Integer> MONTHS = List.of(3, 6, 12);

    private HoldingWords() {}

    /// What a holding message waits for.
    static String state(HoldingView view, Instant now) {
        if (view.withdrawn().isPresent()) {
            return "Withdrawn";
        }
        if (!view.latest().until().isAfter(now)) {
            return "Ended";
        }
        return view.approved().isPresent() ? "Ready" : "Waiting for approval";
    }

    /// The choices of when it is read again.
    static List<Choice> months() {
        return MONTHS.stream()
                .map(each -> new Choice(Integer.toString(each), Text.count(each, "month", "months")))
                .toList();
    }
}

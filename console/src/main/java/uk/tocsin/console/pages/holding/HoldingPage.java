package uk.tocsin.console.pages.holding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.preview.Preview;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingView;
import uk.tocsin.control.Role;

/// One holding message.
///
/// @param previews what it sends, with the mark that the place stands for
/// @param ready the version that can be released; empty for none
/// @param areas of that version, with how many people each means now
/// @param state what it waits for, in words
record HoldingPage(
        Frame frame,
        HoldingView view,
        List<Preview> previews,
        Optional<HoldingMessage> ready,
        List<Choice> areas,
        String state,
        Typed typed,
        Instant now,
        Names names) {
    String key() {
        return view.latest().key();
    }

    /// What the page shows: what can be released, else what was written last.
    HoldingMessage shown() {
        return ready.orElse(view.latest());
    }

    /// Whether the visitor can release it.
    boolean canRelease() {
        return ready.isPresent() && holds(Role.OFFICER);
    }

    /// Whether there is a version that the visitor can approve.
    boolean canApprove() {
        return waits() && holds(Role.APPROVER) && !view.editors().contains(staff());
    }

    /// Whether the latest version waits for a second person.
    boolean waits() {
        return view.withdrawn().isEmpty()
                && view.latest().until().isAfter(now)
                && view.approved()
                        .filter(a -> a.message().equals(view.latest()))
                        .isEmpty();
    }

    /// Whether the visitor wrote any of it.
    boolean isOwn() {
        return view.editors().contains(staff());
    }

    boolean canWithdraw() {
        return view.withdrawn().isEmpty() && (holds(Role.OFFICER) || holds(Role.APPROVER));
    }

    private boolean holds(Role role) {
        return frame.visitor() != null && frame.visitor().holds(role);
    }

    private int staff() {
        return frame.visitor() == null ? 0 : frame.visitor().staff();
    }
}

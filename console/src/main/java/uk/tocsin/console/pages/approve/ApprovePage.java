package uk.tocsin.console.pages.approve;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Magnitude;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visitor;
import uk.tocsin.console.pages.preview.Preview;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.model.Alert;

/// An alert that was not dispatched: what it says, to whom, and what can be decided.
///
/// @param done what was just done; empty for nothing
/// @param shown the version that is decided about, else the latest
/// @param people who wrote it, submitted it, were told
/// @param since what changed; empty where there is nothing to compare with
record ApprovePage(
        Frame frame,
        Instant now,
        Typed typed,
        String done,
        AlertView view,
        AlertView.Version shown,
        People people,
        Optional<Since> since,
        List<Preview> previews,
        Reckoning reckoning) {

    /// Whom it concerned so far, by name.
    record People(List<String> editors, String submitter, List<String> told, String approver) {}

    /// What a version is compared with, and what differs.
    ///
    /// @param what it is, such as "version 2, which was submitted before"
    record Since(String what, List<Changes.Change> changes) {}

    /// How many and how much.
    ///
    /// @param unreachable who has none of its channels, or is suppressed on all of them
    /// @param pounds what its texts cost at most
    /// @param parts of a text
    record Reckoning(
            Magnitude magnitude, long unreachable, int parts, BigDecimal pounds, Sheet plan, List<Sheet> breakdown) {}

    Alert alert() {
        return shown.content();
    }

    /// What readers are asked and can do, by question and action.
    SequencedMap<String, String> prompts() {
        return Changes.prompts(alert());
    }

    AlertStatus status() {
        return view.statusAt(now);
    }

    private Visitor visitor() {
        Visitor visitor = frame.visitor();
        if (visitor == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return visitor;
    }

    boolean waits() {
        return status() == AlertStatus.SUBMITTED;
    }

    /// Why the visitor cannot approve it; empty when they can.
    String whyNot() {
        if (!visitor().holds(Role.APPROVER)) {
            return "Approving takes the role of approver, which you do not have.";
        }
        return view.editors().contains(visitor().staff())
                ? "You edited a part of this alert, so a second person has to approve it."
                : "";
    }

    boolean mayReturn() {
        return waits();
    }

    boolean mayReject() {
        return waits() && visitor().holds(Role.APPROVER);
    }

    boolean mayEdit() {
        return (status() == AlertStatus.DRAFT || status() == AlertStatus.RETURNED)
                && visitor().holds(Role.OFFICER);
    }

    boolean mayVoid() {
        return status() == AlertStatus.SCHEDULED;
    }

    /// Whether it can still be dropped.
    boolean mayDrop() {
        return mayEdit() || waits();
    }
}

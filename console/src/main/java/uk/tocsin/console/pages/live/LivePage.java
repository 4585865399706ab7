package uk.tocsin.console.pages.live;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visitor;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Relation;

/// An alert that went out, as it stands, with what can be done.
///
/// @param done what was just done; empty for nothing
/// @param relatives the alerts that it changes and those that change it
record LivePage(Frame frame, Typed typed, String done, Figures figures, List<Relative> relatives) {
    private static final Set<AlertStatus> IN_FORCE = EnumSet.of(AlertStatus.DISPATCHED, AlertStatus.CLOSED);

    /// Another alert of the same matter.
    ///
    /// @param what it is to this one
    record Relative(int number, String what, AlertStatus status, boolean open) {}

    private AlertView view() {
        return figures.view();
    }

    AlertStatus status() {
        return figures.status();
    }

    private boolean is(Role... roles) {
        Visitor visitor = frame.visitor();
        return visitor != null && visitor.holds(roles);
    }

    private boolean inForce() {
        return IN_FORCE.contains(status());
    }

    private boolean original() {
        return view().relation() != Relation.RESEND;
    }

    boolean mayUpdate() {
        return original() && (inForce() || status() == AlertStatus.EXPIRED) && is(Role.OFFICER);
    }

    boolean mayClear() {
        return original()
                && (inForce() || status() == AlertStatus.EXPIRED || status() == AlertStatus.CANCELLED)
                && is(Role.OFFICER);
    }

    boolean mayResend() {
        return original()
                && inForce()
                && !view().halted()
                && figures.at().isBefore(figures.alert().expires())
                && is(Role.OFFICER, Role.APPROVER);
    }

    boolean mayHalt() {
        return status() == AlertStatus.DISPATCHED && !view().halted() && is(Role.OFFICER, Role.APPROVER);
    }

    boolean mayResume() {
        return status() == AlertStatus.DISPATCHED && view().halted() && is(Role.OFFICER, Role.APPROVER);
    }

    boolean mayCancel() {
        return inForce() && is(Role.OFFICER, Role.APPROVER);
    }

    /// The steps that can still be stopped.
    List<Integer> steps() {
        return status() == AlertStatus.DISPATCHED && is(Role.OFFICER, Role.APPROVER)
                ? IntStream.range(0, figures.alert().plan().steps().size())
                        .filter(step -> !view().stoppedSteps().contains(step))
                        .boxed()
                        .toList()
                : List.of();
    }

    boolean mayAnything() {
        return mayUpdate() || mayClear() || mayResend() || mayHalt() || mayResume() || mayCancel();
    }

    static String relation(AlertView child) {
        return switch (child.relation()) {
            case ORIGINAL -> "Changes";
            case UPDATE -> "Update";
            case CANCEL -> child.content().type() == MessageType.CANCEL ? "All-clear" : "Cancellation";
            case RESEND -> "Resend";
        };
    }
}

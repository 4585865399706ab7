package uk.tocsin.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;

/// Who is to be told that a version waits for an approver: the first on call at once, the next after a minute, and so
/// on, without those who may not approve it. Pure.
final class Paging {
    /// How long one approver is given before the next is told.
    static final Duration TURN = Duration.ofMinutes(1);

    private Paging() {}

    /// One page that is due.
    ///
    /// @param ordinal the slot of the member of staff
    record Page(int alert, int version, int staff, int ordinal) {}

    /// The pages that are due now, one for each waiting version at most.
    static List<Page> due(ControlState state, Instant now) {
        List<Page> due = new ArrayList<>();
        for (AlertView alert : state.alerts(AlertStatus.SUBMITTED, now)) {
            AlertView.Submission submission = alert.submission().orElseThrow();
            long turns = 1 + Duration.between(submission.time(), now).dividedBy(TURN);
            if (alert.paged().size() < turns) {
                next(state, alert, now)
                        .ifPresent(member -> due.add(
                                new Page(alert.number(), submission.version(), member.staff(), member.ordinal())));
            }
        }
        return due;
    }

    private static Optional<StaffView> next(ControlState state, AlertView alert, Instant now) {
        return state.onCall(now).stream()
                .filter(staff ->
                        !alert.paged().contains(staff) && !alert.editors().contains(staff))
                .flatMap(staff -> state.staff(staff).stream())
                .filter(member -> member.active()
                        && member.ordinal() >= 0
                        && member.roles().contains(Role.APPROVER))
                .findFirst();
    }
}

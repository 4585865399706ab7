package uk.tocsin.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;
import uk.tocsin.model.NoticeKind;

/// Who is to be told what. That a version waits for an approver, or a review is owed: the first on call at once, the
/// next after a minute, and so on, without those who may not do it. That the audience of a scheduled alert drifted:
/// the two who agreed on it, at once. Pure.
final class Paging {
    /// How long one approver is given before the next is told.
    static final Duration TURN = Duration.ofMinutes(1);

    /// After that, that an alert was not sent is no news.
    private static final Duration NEWS = Duration.ofHours(1);

    private Paging() {}

    /// One page that is due.
    ///
    /// @param ordinal the slot of the member of staff
    record Page(NoticeKind what, int alert, int version, int staff, int ordinal) {
        static Page of(NoticeKind what, AlertView alert, int version, StaffView member) {
            return new Page(what, alert.number(), version, member.staff(), member.ordinal());
        }
    }

    /// The pages that are due now, one to those on call for each alert at most.
    static List<Page> due(ControlState state, Instant now) {
        List<Page> due = new ArrayList<>();
        for (AlertView alert : state.alerts(AlertStatus.SUBMITTED, now)) {
            AlertView.Submission submission = alert.submission().orElseThrow();
            next(state, alert, submission.time(), now)
                    .map(member -> Page.of(NoticeKind.APPROVAL_ASKED, alert, submission.version(), member))
                    .ifPresent(due::add);
        }
        for (AlertView alert : state.reviewsOwed()) {
            AlertView.Approval approval = alert.approval().orElseThrow();
            next(state, alert, approval.time(), now)
                    .map(member -> Page.of(NoticeKind.REVIEW_ASKED, alert, approval.version(), member))
                    .ifPresent(due::add);
        }
        for (AlertView alert : state.alerts(AlertStatus.VOIDED, now)) {
            boolean news = alert.drift()
                    .filter(drift -> now.isBefore(drift.time().plus(NEWS)))
                    .isPresent();
            if (news) {
                int version = alert.approval().orElseThrow().version();
                agreed(state, alert)
                        .map(member -> Page.of(NoticeKind.ALERT_VOIDED, alert, version, member))
                        .forEach(due::add);
            }
        }
        return due;
    }

    /// The next on call, if it is their turn.
    private static Optional<StaffView> next(ControlState state, AlertView alert, Instant since, Instant now) {
        long turns = 1 + Duration.between(since, now).dividedBy(TURN);
        return alert.paged().size() >= turns
                ? Optional.empty()
                : state.onCall(now).stream()
                        .filter(staff -> !alert.editors().contains(staff))
                        .flatMap(staff -> toBeTold(state, alert, staff))
                        .filter(member -> member.roles().contains(Role.APPROVER))
                        .findFirst();
    }

    private static Stream<StaffView> agreed(ControlState state, AlertView alert) {
        return alert.agreed().stream().flatMap(staff -> toBeTold(state, alert, staff));
    }

    /// A member of staff who was not told yet and can be.
    private static Stream<StaffView> toBeTold(ControlState state, AlertView alert, int staff) {
        return state
                .staff(staff)
                .filter(member -> member.active() && member.ordinal() >= 0)
                .filter(member -> !alert.paged().contains(staff))
                .stream();
    }
}

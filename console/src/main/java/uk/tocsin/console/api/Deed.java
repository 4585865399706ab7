package uk.tocsin.console.api;

import java.time.Instant;
import java.util.UUID;

/// What somebody, or the engine, did with an alert: an act without the words of the alert.
///
/// @param position of its record in the control log
/// @param actor staff number; 0 is the engine
/// @param number the version, the step from 0, or the staff number that it is about; 0 for none
/// @param reason that was given; empty for none
public record Deed(long position, UUID act, Instant time, int actor, Kind kind, int number, String reason) {
    /// What was done.
    public enum Kind {
        SAVED,
        SUBMITTED,
        PAGED,
        RETURNED,
        REJECTED,
        APPROVED,
        /// Approved, to be dispatched later.
        SCHEDULED,
        /// Sent by one officer alone.
        GLASS_BROKEN,
        /// Sending it alone was looked into.
        REVIEWED,
        /// A holding message was released as this alert.
        RELEASED,
        /// The scheduled dispatch was moved.
        MOVED,
        VOIDED,
        DISPATCHED,
        CANCELLED,
        /// A message that changes or ends it was begun.
        CHANGE_BEGUN,
        RESENT,
        HALTED,
        RESUMED,
        STEP_STOPPED,
        /// Everything was halted, this among it.
        ALL_HALTED,
        /// Everything was resumed.
        ALL_RESUMED
    }
}

package uk.tocsin.channel.sms;

import uk.tocsin.model.FailureReason;

/// What one of Twilio's error codes means to us; a line of `twilio-errors.csv`.
///
/// @param code Twilio's number
/// @param reason why, when it counts as a failure of the delivery
/// @param note words for the operator; no personal data
/// @param source where the code is documented
public record TwilioError(int code, Kind kind, FailureReason reason, String note, String source) {
    /// What follows from a code.
    public enum Kind {
        /// This endpoint will never get it.
        PERMANENT,
        /// Nothing is wrong with the endpoint: another try may succeed.
        TEMPORARY,
        /// Not processed, because we are too fast.
        THROTTLED,
        /// Somebody has to mend the account, the sender or the text: an alarm, and no blind retry.
        OPERATOR,
        /// Not processed, because our credentials are wrong: an alarm.
        AUTHENTICATION
    }
}

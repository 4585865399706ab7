package uk.tocsin.channel.sms;

import java.util.Map;
import java.util.Optional;
import uk.tocsin.channel.sms.TwilioError.Kind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;

/// What one status callback of Twilio says. Callbacks come in any order and repeatedly: evidence is only added,
/// so the order does not matter. Fields nobody here knows are accepted. Pure; any thread.
public sealed interface TwilioCallback {
    /// The message got this far. That a callback comes at all says that Twilio has the message, so every status
    /// before delivery is ACCEPTED.
    ///
    /// @param messageSid Twilio's name for the message
    record Progress(String messageSid, Evidence evidence) implements TwilioCallback {}

    /// The message will not arrive: evidence FAILED, for the try in the callback's address only.
    ///
    /// @param code Twilio's error code; empty when it gave none
    /// @param kind what follows for the operator; TEMPORARY says that another try may succeed
    record Failed(String messageSid, FailureReason reason, Kind kind, String code) implements TwilioCallback {}

    /// A status that says nothing about delivery, or that is new: to be counted, nothing else.
    record Ignored(String messageSid, String status) implements TwilioCallback {}

    /// Not a status callback.
    ///
    /// @param field the field that is missing or wrong
    /// @param why without its value, which may be anything
    record Malformed(String field, String why) implements TwilioCallback {}

    /// Reads the decoded fields of a callback, whose signature was verified before.
    static TwilioCallback parse(Map<String, String> params, TwilioErrors errors) {
        String sid = params.getOrDefault("MessageSid", params.getOrDefault("SmsSid", ""));
        if (!sid.matches("[A-Za-z0-9]{1,64}")) {
            return new Malformed("MessageSid", sid.isEmpty() ? "missing" : "not 1 to 64 letters and digits");
        }
        String status = params.getOrDefault("MessageStatus", params.getOrDefault("SmsStatus", ""));
        if (!status.matches("[A-Za-z_-]{1,40}")) {
            return new Malformed("MessageStatus", status.isEmpty() ? "missing" : "not a word");
        }
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending", "sent", "partially_delivered" ->
                new Progress(sid, Evidence.ACCEPTED);
            case "delivered" -> new Progress(sid, Evidence.DELIVERED);
            case "read" -> new Progress(sid, Evidence.READ);
            case "undelivered", "failed", "canceled" -> failed(sid, params.getOrDefault("ErrorCode", ""), errors);
            default -> new Ignored(sid, status);
        };
    }

    private static TwilioCallback failed(String sid, String code, TwilioErrors errors) {
        if (code.isEmpty() || code.equals("0")) {
            return new Failed(sid, FailureReason.OTHER, Kind.PERMANENT, "");
        }
        if (!code.matches("[1-9][0-9]{0,8}")) {
            return new Malformed("ErrorCode", "not a number");
        }
        Optional<TwilioError> known = errors.find(Integer.parseInt(code));
        return new Failed(
                sid,
                known.map(TwilioError::reason).orElse(FailureReason.OTHER),
                known.map(TwilioError::kind).orElse(Kind.PERMANENT),
                code);
    }
}

package uk.tocsin.channel.sms;

/// Hears of errors that somebody has to mend: the account, its credentials, the sender or the text. Called from
/// any thread, once for each request concerned: it must not block, and it is the listener that counts and thins
/// out.
@FunctionalInterface
public interface SmsAlarms {
    /// Twilio refused for a reason of ours.
    ///
    /// @param code Twilio's code, or `http-` and the status where it gave none
    /// @param note words for the operator, no personal data
    void raise(String code, String note);
}

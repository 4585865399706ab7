package uk.tocsin.channel.email;

import java.util.Optional;
import uk.tocsin.model.FailureReason;

/// What a mail to the bounce address says. Tokens are in base32, found but not verified.
public sealed interface Bounce {
    /// The message was not delivered and nobody goes on trying. `reason` is empty when the report gives none.
    ///
    /// @param status enhanced status code, e.g. "5.1.1"; empty if there is none
    /// @param permanent whether the answer was a hard one (5.x.x): the address may be judged by it
    record Bounced(String token32, Optional<FailureReason> reason, String status, boolean permanent)
            implements Bounce {}

    /// Somebody goes on trying: no evidence of anything.
    record Delayed(String token32, String status) implements Bounce {}

    /// A report says it was delivered. Relayed to a system without reports does not count.
    record DeliveredReport(String token32) implements Bounce {}

    /// The person marked it as unwanted (ARF, RFC 5965).
    record Complaint(String token32) implements Bounce {}

    /// A machine answered: out of office, ticket systems, displayed notices. Never a bounce.
    record AutoReply() implements Bounce {}

    /// None of these. The reason is ours, without a word of the mail.
    record Unintelligible(String reason) implements Bounce {}
}

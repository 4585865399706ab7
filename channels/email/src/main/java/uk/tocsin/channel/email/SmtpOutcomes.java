package uk.tocsin.channel.email;

import java.time.Duration;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.NotSent;
import uk.tocsin.model.SendOutcome.Refused;
import uk.tocsin.model.SendOutcome.Throttled;
import uk.tocsin.model.SendOutcome.Unknown;
import uk.tocsin.model.UnknownCause;

/// What the answer to a message's commands means. Facts: 4yz may be repeated, 5yz may not (RFC 5321, section
/// 4.2.1); greylisting and full mailboxes with 4yz are ordinary repeats.
final class SmtpOutcomes {
    private SmtpOutcomes() {}

    /// A negative answer to MAIL, RCPT or DATA, or after the final dot: in each case the server has not taken
    /// the message.
    static SendOutcome negative(SmtpReply reply, Duration throttlePause) {
        if (reply.temporary()) {
            return EnhancedStatus.saysTooFast(reply.code(), reply.enhanced())
                    ? new Throttled(throttlePause)
                    : new NotSent(NotSentCause.UNAVAILABLE);
        }
        return switch (reply.code()) {
            // RFC 4954 section 6: credentials are wrong or missing; nothing to do with this recipient.
            case 530, 534, 535, 538 -> new NotSent(NotSentCause.AUTHENTICATION);
            default -> new Refused(EnhancedStatus.reason(reply.code(), reply.enhanced()), reply.summary());
        };
    }

    /// The answer after the final dot. The queue id is free text and is not kept.
    static SendOutcome afterDot(SmtpReply reply, Duration throttlePause) {
        if (reply.positive()) {
            return new SendOutcome.Accepted("");
        }
        return reply.temporary() || reply.permanent()
                ? negative(reply, throttlePause)
                : new Unknown(UnknownCause.PROTOCOL);
    }
}

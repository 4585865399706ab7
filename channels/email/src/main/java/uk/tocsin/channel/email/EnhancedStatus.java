package uk.tocsin.channel.email;

import static java.util.Map.entry;

import java.util.Map;
import uk.tocsin.model.FailureReason;

/// What permanent SMTP answers and delivery reports mean to us: a table of enhanced status codes by subject and
/// detail, the first digit left out. Sources: RFC 3463 section 3 and the IANA registry "SMTP Enhanced Status
/// Codes", whose later entries name their RFC here.
///
/// Oddity: policy (x.7.z) never makes an address dead, whatever the words beside it say, because it judges us
/// and not the mailbox.
final class EnhancedStatus {
    private static final Map<String, FailureReason> BY_DETAIL = Map.ofEntries(
            entry("1.1", FailureReason.INVALID_ADDRESS), // bad destination mailbox address
            entry("1.2", FailureReason.INVALID_ADDRESS), // bad destination system address
            entry("1.3", FailureReason.INVALID_ADDRESS), // bad destination mailbox address syntax
            entry("1.4", FailureReason.INVALID_ADDRESS), // destination mailbox address ambiguous
            entry("1.6", FailureReason.INACTIVE), // mailbox has moved, no forwarding address
            entry("1.7", FailureReason.CONFIGURATION), // bad sender's mailbox address syntax
            entry("1.8", FailureReason.CONFIGURATION), // bad sender's system address
            entry("1.10", FailureReason.INVALID_ADDRESS), // recipient address has null MX, RFC 7505
            entry("2.1", FailureReason.INACTIVE), // mailbox disabled, not accepting messages
            entry("2.2", FailureReason.MAILBOX_FULL), // mailbox full
            entry("2.3", FailureReason.TOO_LARGE), // message length exceeds administrative limit
            entry("3.1", FailureReason.MAILBOX_FULL), // mail system full
            entry("3.2", FailureReason.UNREACHABLE), // system not accepting network messages
            entry("3.3", FailureReason.CONFIGURATION), // system not capable of selected features
            entry("3.4", FailureReason.TOO_LARGE), // message too big for system
            entry("3.5", FailureReason.UNREACHABLE), // system incorrectly configured
            entry("4.7", FailureReason.EXPIRED), // delivery time expired
            entry("6.7", FailureReason.CONFIGURATION), // non-ASCII addresses not permitted, RFC 6531
            entry("6.8", FailureReason.CONFIGURATION)); // UTF-8 string reply is required, RFC 6531

    private static final Map<String, FailureReason> BY_SUBJECT = Map.of(
            "1", FailureReason.OTHER, // other address status
            "2", FailureReason.OTHER, // other mailbox status
            "3", FailureReason.UNREACHABLE, // mail system
            "4", FailureReason.UNREACHABLE, // network and routing: no answer, routing, loops
            "5", FailureReason.CONFIGURATION, // mail delivery protocol
            "6", FailureReason.CONTENT, // message content or media
            "7", FailureReason.POLICY); // security or policy

    /// Without an enhanced code, RFC 5321 section 4.2.3. A bare 550 may be policy as well as a missing mailbox,
    /// so it kills no address.
    private static final Map<Integer, FailureReason> BY_REPLY = Map.of(
            521, FailureReason.INVALID_ADDRESS, // host does not accept mail, RFC 7504
            550, FailureReason.UNREACHABLE, // mailbox unavailable
            551, FailureReason.INACTIVE, // user not local, forwarding address given
            552, FailureReason.MAILBOX_FULL, // exceeded storage allocation
            553, FailureReason.INVALID_ADDRESS, // mailbox name not allowed
            555, FailureReason.CONFIGURATION, // parameters not recognised
            556, FailureReason.INVALID_ADDRESS); // domain does not accept mail, RFC 7504

    private EnhancedStatus() {}

    /// The reason in a code such as "5.1.1"; a code that RFC 3463 does not shape is OTHER.
    static FailureReason reason(String status) {
        int dot = status.indexOf('.');
        int second = status.indexOf('.', dot + 1);
        if (dot < 0 || second < 0) {
            return FailureReason.OTHER;
        }
        FailureReason bySubject = BY_SUBJECT.getOrDefault(status.substring(dot + 1, second), FailureReason.OTHER);
        return BY_DETAIL.getOrDefault(status.substring(dot + 1), bySubject);
    }

    /// The reason in a permanent reply.
    static FailureReason reason(int code, String enhanced) {
        if (!enhanced.isEmpty()) {
            return reason(enhanced);
        }
        boolean syntax = code >= 500 && code <= 504;
        return syntax ? FailureReason.CONFIGURATION : BY_REPLY.getOrDefault(code, FailureReason.OTHER);
    }

    /// Whether a temporary answer says that we are too fast, or that this relay takes nothing at all just now:
    /// x.3.2 is RFC 3463, x.7.28 "mail flood detected" is in the IANA registry; 421 with an unspecific 4.7.0 is
    /// how large providers word a rate limit.
    static boolean saysTooFast(int code, String enhanced) {
        return switch (enhanced) {
            case "4.3.2", "4.7.28" -> true;
            case "4.7.0" -> code == 421;
            default -> false;
        };
    }
}

package uk.tocsin.channel.email;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.model.FailureReason;

/// Reads bounces that are not RFC 3464, by the words their senders are known for. Sources: qmail's QSBMF
/// (cr.yp.to/proto/qsbmf.txt), and the bounce texts that Exim, Postfix, Sendmail and Exchange ship with.
final class BounceText {
    /// What a text says: `permanent` as in [Bounce.Bounced].
    record Finding(boolean delayed, Optional<FailureReason> reason, String status, boolean permanent) {}

    private record Words(Pattern pattern, FailureReason reason) {}

    private static final List<String> FAILED = List.of(
            "hi. this is the qmail-send program",
            "this message was created automatically by mail delivery software",
            "a message that you sent could not be delivered",
            "your message did not reach some or all of the intended recipients",
            "your message couldn't be delivered",
            "your message wasn't delivered",
            "could not be delivered to one or more recipients",
            "delivery to the following recipient failed permanently",
            "delivery to the following recipients failed",
            "the following addresses had permanent fatal errors",
            "the following message could not be delivered",
            "undeliverable message",
            "undelivered mail returned to sender",
            "returned mail: see transcript for details",
            "this is a permanent error");
    private static final List<String> DELAYED = List.of(
            "this is a warning message only",
            "you do not need to resend your message",
            "has not yet been delivered",
            "could not be delivered for more than",
            "delivery will continue to be attempted",
            "delivery attempts will continue",
            "will keep trying");
    private static final List<Words> REASONS = List.of(
            words("over ?quota|quota exceeded|mailbox (is )?full|exceeded storage", FailureReason.MAILBOX_FULL),
            words("message (is )?too (big|large)|size (limit )?exceed|exceeds .{0,20}size", FailureReason.TOO_LARGE),
            words("disabled|deactivated|suspended|inactive|no longer (in use|valid|active)", FailureReason.INACTIVE),
            words(
                    "(user|mailbox|recipient|address|account)\\W{1,3}(is )?(unknown|not found|does ?n.t exist|rejected)"
                            + "|unknown (user|recipient|mailbox|local)|no such (user|recipient|mailbox|address|account)"
                            + "|no mailbox here by that name|does not exist|invalid recipient|unrouteable address",
                    FailureReason.INVALID_ADDRESS),
            words("spam|blocked|blacklist|block list|policy|not authori[sz]ed|access denied", FailureReason.POLICY),
            words("retry timeout exceeded|in the queue too long|expired|giving up", FailureReason.EXPIRED),
            words("host (not found|unknown)|name service|connection (refused|timed out)", FailureReason.UNREACHABLE));

    private static final Pattern REPLY =
            Pattern.compile("(?<![\\d.])([45])\\d\\d[ -](?:#?([45]\\.\\d{1,3}\\.\\d{1,3}))?");

    private BounceText() {}

    private static Words words(String regex, FailureReason reason) {
        return new Words(Pattern.compile(regex), reason);
    }

    /// What the text says about a delivery; empty if it is no bounce that we know.
    static Optional<Finding> read(String subjectAndText) {
        String text = subjectAndText.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (DELAYED.stream().anyMatch(text::contains)) {
            return Optional.of(new Finding(true, Optional.empty(), code(text), false));
        }
        if (FAILED.stream().noneMatch(text::contains)) {
            return Optional.empty();
        }
        String status = code(text);
        Optional<FailureReason> said = REASONS.stream()
                .filter(words -> words.pattern.matcher(text).find())
                .map(Words::reason)
                .findFirst();
        Optional<FailureReason> reason = status.isEmpty() ? said : Optional.of(EnhancedStatus.reason(status));
        return Optional.of(new Finding(false, reason, status, permanent(text, status, reason)));
    }

    private static String code(String text) {
        return DeliveryStatus.codeIn(text).orElse("");
    }

    /// By the code, else by the reply, else by the reason: only a dead mailbox is believed on words alone.
    private static boolean permanent(String text, String status, Optional<FailureReason> reason) {
        if (!status.isEmpty()) {
            return status.startsWith("5");
        }
        Matcher reply = REPLY.matcher(text);
        return reply.find()
                ? reply.group(1).equals("5")
                : reason.isPresent() && reason.get().addressIsDead();
    }
}

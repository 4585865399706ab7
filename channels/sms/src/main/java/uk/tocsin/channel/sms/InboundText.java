package uk.tocsin.channel.sms;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a text from a person asks for. The words are Twilio's defaults
/// (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out); like Twilio, only a text that consists
/// of such a word counts, in any case. Unlike Twilio we overlook a full stop or exclamation mark after it, and
/// read "stop all" as "stopall": a person who writes this wants to be left alone.
public enum InboundText {
    /// Send no more texts to this number.
    OPT_OUT,
    /// Texts may be sent again.
    OPT_IN,
    /// Asks who we are.
    HELP,
    /// Anything else: an answer to the newest open alert sent to this number.
    REPLY;

    private static final Set<String> OPT_OUT_WORDS =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");
    private static final Set<String> OPT_IN_WORDS = Set.of("START", "UNSTOP", "YES");
    private static final Set<String> HELP_WORDS = Set.of("HELP", "INFO");

    /// What people write who have read something: few words, and each alone, so that nobody says it by accident.
    /// The ticks are what a phone offers as a one-touch answer.
    private static final Set<String> ASSENT_WORDS = Set.of(
            "YES",
            "Y",
            "OK",
            "OKAY",
            "1",
            "READ",
            "RECEIVED",
            "SEEN",
            "UNDERSTOOD",
            "\u2713",
            "\u2714",
            "\ud83d\udc4d",
            // Welsh: yes, all right, read, received, understood
            "IE",
            "YDW",
            "DO",
            "IAWN",
            "DARLLENWYD",
            "WEDI DARLLEN",
            "DERBYNIWYD",
            "DEALL",
            "WEDI DEALL");

    /// Whether a text says that its sender has read what was sent to them. YES says so too, although Twilio also
    /// takes it as [#OPT_IN].
    public static boolean assents(String body) {
        return ASSENT_WORDS.contains(bare(body).toUpperCase(Locale.ROOT));
    }

    /// What the fields of an inbound webhook ask for. `OptOutType` is there when Twilio itself handled the text
    /// as a keyword (also one of the account's own); otherwise the body decides.
    public static InboundText of(Map<String, String> params) {
        return switch (params.getOrDefault("OptOutType", "")) {
            case "STOP" -> OPT_OUT;
            case "START" -> OPT_IN;
            case "HELP" -> HELP;
            default -> classify(params.getOrDefault("Body", ""));
        };
    }

    /// What a text asks for.
    public static InboundText classify(String body) {
        String word = bare(body).toUpperCase(Locale.ROOT);
        if (OPT_OUT_WORDS.contains(word) || word.matches("STOP\\s+ALL")) {
            return OPT_OUT;
        }
        if (OPT_IN_WORDS.contains(word)) {
            return OPT_IN;
        }
        return HELP_WORDS.contains(word) ? HELP : REPLY;
    }

    private static String bare(String body) {
        int end = body.length();
        while (end > 0 && (".!".indexOf(body.charAt(end - 1)) >= 0 || Character.isWhitespace(body.charAt(end - 1)))) {
            end--;
        }
        return body.substring(0, end).strip();
    }
}

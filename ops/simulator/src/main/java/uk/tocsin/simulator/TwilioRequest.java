package uk.tocsin.simulator;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A request to send a text that passed Twilio's checks.
///
/// @param byService sent by the Messaging Service, which chooses the number
/// @param callback StatusCallback, "" when there is none
record TwilioRequest(
        String to,
        String from,
        boolean byService,
        String body,
        String callback,
        boolean keepsText,
        boolean keepsAddress) {

    static final int MAX_BODY_CHARS = 1_600;
    /// Ten hours, as long as Twilio queues.
    private static final int MAX_VALIDITY_S = 36_000;

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /// A request that Twilio would refuse.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient TwilioError error;

        Refused(TwilioError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        TwilioError error() {
            return error;
        }
    }

    static TwilioRequest of(Map<String, String> form, World world) throws Refused {
        String to = form.getOrDefault("To", "");
        if (to.isEmpty()) {
            throw new Refused(TwilioError.of("21604"));
        }
        if (!E164.matcher(to).matches()) {
            throw new Refused(TwilioError.of("21211"));
        }
        String from = form.getOrDefault("From", "");
        String service = form.getOrDefault("MessagingServiceSid", "");
        if (from.isEmpty() && service.isEmpty()) {
            throw new Refused(TwilioError.of("21603"));
        }
        if (!service.isEmpty() && !service.equals(world.credentials.messagingServiceSid())) {
            throw new Refused(TwilioError.of("21701"));
        }
        if (!from.isEmpty() && !from.equals(world.options.from()) && !isAlphanumeric(from)) {
            throw new Refused(TwilioError.of("21606"));
        }
        String body = form.getOrDefault("Body", "");
        if (body.isEmpty()) {
            throw new Refused(TwilioError.of("21602"));
        }
        if (body.codePointCount(0, body.length()) > MAX_BODY_CHARS) {
            throw new Refused(TwilioError.of("21617"));
        }
        checkValidity(form.get("ValidityPeriod"));
        String callback = form.getOrDefault("StatusCallback", "");
        if (!callback.isEmpty() && !callback.matches("https?://[^\\s]+")) {
            throw new Refused(TwilioError.of("21609"));
        }
        return new TwilioRequest(
                to,
                from.isEmpty() ? world.options.from() : from,
                !service.isEmpty(),
                body,
                callback,
                choice(form, "ContentRetention", "retain", "discard"),
                choice(form, "AddressRetention", "retain", "obfuscate"));
    }

    /// An alphanumeric sender: up to 11 letters, digits and spaces, with at least one letter. It cannot receive.
    static boolean isAlphanumeric(String from) {
        return from.matches("[A-Za-z0-9 &+_-]{1,11}") && from.matches(".*[A-Za-z].*");
    }

    private static void checkValidity(@Nullable String text) throws Refused {
        if (text == null) {
            return;
        }
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_VALIDITY_S) {
            throw new Refused(TwilioError.parameter("ValidityPeriod must be between 1 and 36000 seconds"));
        }
    }

    private static boolean choice(Map<String, String> form, String name, String yes, String no) throws Refused {
        String value = form.getOrDefault(name, yes);
        if (!value.equals(yes) && !value.equals(no)) {
            throw new Refused(TwilioError.parameter(name + " must be " + yes + " or " + no));
        }
        return value.equals(yes);
    }
}

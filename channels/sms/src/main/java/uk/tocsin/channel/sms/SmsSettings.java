package uk.tocsin.channel.sms;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How texts reach Twilio. Holds the auth token, which [#toString] does not show.
///
/// @param origin `https://api.twilio.com`, or another that speaks the same API
/// @param trust a PEM file of certificates trusted besides the JDK's own
/// @param accountSid the account, `AC` and 32 hexadecimal digits
/// @param authToken the account's auth token
/// @param connections kept open, 1 to 256. Over HTTP/2 one carries 100 texts at a time, over HTTP/1.1 one
/// @param maxInFlight texts handed over and not answered; one more is not sent
/// @param requestTimeout from the write to the end of the answer
public record SmsSettings(
        URI origin,
        Optional<Path> trust,
        String accountSid,
        String authToken,
        Sender sender,
        int connections,
        int maxInFlight,
        Duration requestTimeout) {

    /// Who a text comes from.
    public sealed interface Sender {
        /// A Messaging Service chooses the number among its own.
        record Service(String messagingServiceSid) implements Sender {
            /// Checks the form of the sid.
            public Service {
                require(
                        messagingServiceSid.matches("MG[0-9a-fA-F]{32}"),
                        "sms.messagingServiceSid: is not MG and 32 hexadecimal digits");
            }
        }

        /// A long number in E.164 form, a short code, or an alphanumeric sender id of up to 11 characters. The
        /// last cannot receive: no replies, no STOP.
        record From(String number) implements Sender {
            /// Checks the form.
            public From {
                boolean code = number.matches("\\+?[0-9]{3,15}");
                boolean alphanumeric = number.matches("(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");
                require(
                        code || alphanumeric,
                        "sms.from: is neither a number nor an alphanumeric sender id of up to 11 characters");
            }
        }
    }

    /// Checks what the wire does not check; the message names the field and never shows a secret.
    public SmsSettings {
        require(accountSid.matches("AC[0-9a-fA-F]{32}"), "sms.accountSid: is not AC and 32 hexadecimal digits");
        require(!authToken.isBlank(), "sms.authToken: is empty");
        require(maxInFlight >= 1, "sms.maxInFlight: " + maxInFlight + " is less than 1");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String toString() {
        return "SmsSettings[" + origin + ", " + sender + ", " + maxInFlight + " in flight]";
    }
}

package uk.tocsin.console.edge;

import java.util.Map;
import java.util.Optional;
import uk.tocsin.channel.sms.TwilioSignature;

/// Verifies that a form comes from Twilio. The address in the signature is the public one, from configuration:
/// what a request says of itself (Host, X-Forwarded-*) counts for nothing. Any thread.
final class SignedForm {
    private final String origin;
    private final String secret;

    /// @param origin scheme and authority of the public address
    /// @param secret the account's auth token; empty where texts are not used: then nothing verifies
    SignedForm(String origin, String secret) {
        this.origin = origin;
        this.secret = secret;
    }

    /// What was made of a form.
    sealed interface Found {
        /// It is from Twilio.
        record Fields(Map<String, String> fields) implements Found {}

        /// It is not.
        record Bad(Refusal why) implements Found {}
    }

    Found read(Inquiry inquiry) {
        String signature = inquiry.header(TwilioSignature.HEADER);
        if (signature.isEmpty() || secret.isEmpty()) {
            return new Found.Bad(Refusal.FORGED_SIGNATURE);
        }
        Optional<Map<String, String>> fields = Forms.parse(inquiry.body());
        if (fields.isEmpty()) {
            return new Found.Bad(Refusal.MALFORMED);
        }
        String url = origin + inquiry.request().uri();
        return TwilioSignature.verify(secret, url, fields.get(), signature)
                ? new Found.Fields(fields.get())
                : new Found.Bad(Refusal.FORGED_SIGNATURE);
    }
}

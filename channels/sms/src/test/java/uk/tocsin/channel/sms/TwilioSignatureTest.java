package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String URL = "https://alerts.example.test/receipts/sms/AcceptanceTestToken-0001?t=42";
    private static final Map<String, String> PARAMS = Map.of(
            "To", "+447700900123", "MessageSid", "SM1", "MessageStatus", "delivered", "Body", "tŷ + £5", "Empty", "");

    @Test
    void theSdkAgrees() {
        String signature = TwilioSignature.sign(TOKEN, URL, PARAMS);

        assertThat(new RequestValidator(TOKEN).validate(URL, PARAMS, signature)).isTrue();
        assertThat(TwilioSignature.verify(TOKEN, URL, PARAMS, signature)).isTrue();
    }

    @Test
    void theFragmentIsNotSigned() {
        String signature = TwilioSignature.sign(TOKEN, URL, PARAMS);

        assertThat(TwilioSignature.verify(TOKEN, URL + "#rc=5&rp=all", PARAMS, signature))
                .isTrue();
    }

    @Test
    void anyOtherTokenAddressFieldOrHeaderIsRefused() {
        String signature = TwilioSignature.sign(TOKEN, URL, PARAMS);
        Map<String, String> fewer = Map.of("To", "+447700900123");

        assertThat(TwilioSignature.verify(TOKEN + "0", URL, PARAMS, signature)).isFalse();
        assertThat(TwilioSignature.verify(TOKEN, URL.replace("t=42", "t=43"), PARAMS, signature))
                .isFalse();
        assertThat(TwilioSignature.verify(TOKEN, URL, fewer, signature)).isFalse();
        for (String header :
                new String[] {"", "=", signature + "=", signature.toLowerCase(java.util.Locale.ROOT), "ŵ"}) {
            assertThat(TwilioSignature.verify(TOKEN, URL, PARAMS, header))
                    .as(header)
                    .isFalse();
        }
    }
}

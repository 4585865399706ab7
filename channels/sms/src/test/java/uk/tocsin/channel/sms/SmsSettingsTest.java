package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.channel.sms.SmsSettings.Sender;

class SmsSettingsTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef";

    @Test
    void theAuthTokenIsNotShown() {
        assertThat(settings("AC" + HEX, "a-secret", 10).toString()).doesNotContain("a-secret");
    }

    @Test
    void aWrongSettingIsNamed() {
        assertThatThrownBy(() -> settings("SK" + HEX, "x", 10)).hasMessageStartingWith("sms.accountSid: ");
        assertThatThrownBy(() -> settings("AC" + HEX, " ", 10)).hasMessage("sms.authToken: is empty");
        assertThatThrownBy(() -> settings("AC" + HEX, "x", 0)).hasMessage("sms.maxInFlight: 0 is less than 1");
        assertThatThrownBy(() -> new Sender.Service("MG1")).hasMessageStartingWith("sms.messagingServiceSid: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+447700900000", "60999", "TOCSIN", "CT Alerts 1"})
    void aSenderIsANumberOrAName(String from) {
        assertThat(new Sender.From(from).number()).isEqualTo(from);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "TWELVE LETTERS", "whatsapp:+447700900000", "Tŷ"})
    void anyOtherSenderIsRefused(String from) {
        assertThatThrownBy(() -> new Sender.From(from)).hasMessageStartingWith("sms.from: ");
    }

    private static SmsSettings settings(String account, String token, int maxInFlight) {
        return new SmsSettings(
                URI.create("https://api.example.test"),
                Optional.empty(),
                account,
                token,
                new Sender.Service("MG" + HEX),
                1,
                maxInFlight,
                Duration.ofSeconds(10));
    }
}

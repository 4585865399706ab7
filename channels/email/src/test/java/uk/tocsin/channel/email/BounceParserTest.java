package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.model.FailureReason;

/// Bounces of many makes, each written for this test after its maker's form.
class BounceParserTest {
    private static final String TOKEN = Bounces.TOKEN;
    private static final BounceParser PARSER = new BounceParser(Samples.DOMAIN);
    private static final String NO_ENVELOPE = "postmaster@alerts.example.test";

    private static Bounce parse(String name) {
        return PARSER.parse(Bounces.read(name), NO_ENVELOPE);
    }

    @ParameterizedTest
    @CsvSource({
        "postfix-unknown-user, INVALID_ADDRESS, 5.1.1, true",
        "token-in-message-id, INVALID_ADDRESS, 5.1.1, true",
        "postfix-expired, EXPIRED, 4.4.7, false",
        "postfix-soft-mailbox, MAILBOX_FULL, 4.2.2, false",
        "postfix-soft-user, UNREACHABLE, 4.1.1, false",
        "exchange-vague-status, INACTIVE, 5.2.1, true",
        "policy, POLICY, 5.7.1, true",
        "two-recipients, INVALID_ADDRESS, 5.1.1, true",
        "qmail, INVALID_ADDRESS, 5.1.1, true",
        "qmail-no-code, EXPIRED, '', false",
        "exim, INVALID_ADDRESS, '', true",
        "exchange-old, TOO_LARGE, 5.2.3, true",
        "exchange-html, INVALID_ADDRESS, 5.1.10, true",
        "postfix-old, MAILBOX_FULL, '', true",
        "sendmail-old, INVALID_ADDRESS, 5.1.1, true"
    })
    void aFailureHasItsReason(String name, FailureReason reason, @Nullable String status, boolean permanent) {
        String code = status == null ? "" : status;
        assertThat(parse(name)).isEqualTo(new Bounce.Bounced(TOKEN, Optional.of(reason), code, permanent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendmail-delayed", "relayed", "exim-warning"})
    void aDelayIsNoFailure(String name) {
        assertThat(parse(name))
                .isInstanceOfSatisfying(
                        Bounce.Delayed.class,
                        delayed -> assertThat(delayed.token32()).isEqualTo(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out-of-office", "out-of-office-unmarked", "auto-generated-ticket", "read-receipt"})
    void aMachineThatAnswersIsNoBounce(String name) {
        assertThat(parse(name)).isEqualTo(new Bounce.AutoReply());
    }

    @Test
    void deliveryAndComplaintAreKnown() {
        assertThat(parse("delivered")).isEqualTo(new Bounce.DeliveredReport(TOKEN));
        assertThat(parse("complaint-arf")).isEqualTo(new Bounce.Complaint(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "no-token"})
    void whatSaysNothingIsUnintelligible(String name) {
        assertThat(parse(name)).isInstanceOf(Bounce.Unintelligible.class);
    }

    @Test
    void theEnvelopeGivesTheToken() {
        String envelope = "BOUNCE+" + TOKEN.toUpperCase(java.util.Locale.ROOT) + "@Alerts.Example.Test";

        assertThat(PARSER.parse(Bounces.read("no-token"), envelope))
                .isInstanceOfSatisfying(
                        Bounce.Bounced.class,
                        bounced -> assertThat(bounced.token32()).isEqualTo(TOKEN));
    }

    @Test
    void aTokenBesideAnotherDomainIsNotOurs() {
        String mail = new String(Bounces.read("qmail"), StandardCharsets.UTF_8)
                .replace("@alerts.example.test", "@alerts.example.test.evil.example.test");

        assertThat(PARSER.parse(mail.getBytes(StandardCharsets.UTF_8), NO_ENVELOPE))
                .isInstanceOf(Bounce.Unintelligible.class);
    }

    @Test
    void sizeAndDepthAreBounded() {
        StringBuilder nested = new StringBuilder("Subject: x\r\n");
        for (int i = 0; i < 500; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i);
            nested.append("\r\n");
        }

        assertThat(PARSER.parse(nested.toString().getBytes(StandardCharsets.UTF_8), NO_ENVELOPE))
                .isInstanceOf(Bounce.Unintelligible.class);
        assertThat(PARSER.parse(new byte[BounceParser.MAX_BYTES + 1], NO_ENVELOPE))
                .isInstanceOf(Bounce.Unintelligible.class);
        assertThat(PARSER.parse(new byte[0], "")).isInstanceOf(Bounce.Unintelligible.class);
    }
}

package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {

    @Test
    void textsArePackedGreedilyWithoutSplittingPairs() {
        assertThat(Segments.count("a".repeat(160))).isEqualTo(1);
        assertThat(Segments.count("a".repeat(161))).isEqualTo(2);
        assertThat(Segments.count("a".repeat(306))).isEqualTo(2);
        assertThat(Segments.count("a".repeat(152) + "€" + "a".repeat(152))).isEqualTo(3);
        assertThat(Segments.count("€".repeat(80))).isEqualTo(1);
        assertThat(Segments.count("ŵ".repeat(70))).isEqualTo(1);
        assertThat(Segments.count("ŵ".repeat(71))).isEqualTo(2);
        assertThat(Segments.count("ŵ" + "🚨".repeat(66))).isEqualTo(2);
        assertThat(Segments.count("🚨".repeat(67))).isEqualTo(3);
        assertThat(Segments.count("àèéùìò äöüñ")).isEqualTo(1);
    }

    @Test
    void theSignatureIsThatOfTwiliosOwnExample() {
        // The example of Twilio's security page: auth token 12345.
        Map<String, String> form = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675309",
                "Digits", "1234",
                "From", "+14158675309",
                "To", "+18005551212");
        assertThat(new TwilioSignature("12345").of("https://mycompany.com/myapp.php?foo=1&bar=2", form))
                .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }

    @Test
    void chanceDependsOnSeedAndSubjectOnly() {
        Chance chance = new Chance(5);
        double draw = chance.draw(Chance.Purpose.FATE, 1, 2);
        assertThat(new Chance(5).draw(Chance.Purpose.FATE, 1, 2)).isEqualTo(draw);
        assertThat(new Chance(6).draw(Chance.Purpose.FATE, 1, 2)).isNotEqualTo(draw);
        int below = 0;
        for (int i = 0; i < 20_000; i++) {
            below += chance.draw(Chance.Purpose.FATE, Chance.hash("p" + i), i) < 0.3 ? 1 : 0;
        }
        assertThat(below).isBetween(5_700, 6_300);
    }

    @Test
    void delaysHaveTheirMeanAndAnEnd() {
        Chance chance = new Chance(1);
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            long delay = chance.delayMs(Chance.Purpose.DELAY_1, i, 7, 1_000);
            assertThat(delay).isBetween(0L, 8_000L);
            sum += delay;
        }
        assertThat(sum / 20_000).isBetween(950L, 1_050L);
    }

    @Test
    void acknowledgementLinksAreFoundAndOthersAreNot() {
        assertThat(People.acknowledgementLink("Read: http://127.0.0.1:81/a/abc. Thanks"))
                .isEqualTo("http://127.0.0.1:81/a/abc");
        assertThat(People.acknowledgementLink("https://h.example.test/x/a/b and <https://h/a/b>"))
                .isEqualTo("https://h/a/b");
        assertThat(People.acknowledgementLink("no link, /a/ alone")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.0.2.1/x", "https://alerts.example.test/x", "ftp://127.0.0.1/x", "http://127.0.0.1:0/"
            })
    void nothingLeavesThisMachine(String url) {
        assertThatThrownBy(() -> Target.of(url, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongSwitchesAreRefusedByName() {
        assertThatThrownBy(() -> ChannelFaults.from(new JsonObject("{\"latency\":1}")))
                .hasMessageContaining("latency: no such field");
        assertThatThrownBy(() -> ChannelFaults.from(new JsonObject("{\"errors\":{\"INTERNAL\":2}}")))
                .hasMessageContaining("errors.INTERNAL");
        assertThatThrownBy(() -> ChannelFaults.from(new JsonObject("{\"errors\":{\"A\":0.6,\"B\":0.6}}")))
                .hasMessageContaining("errors");
        assertThatThrownBy(() -> Behaviour.realistic().with(new JsonObject("{\"push\":{\"opened\":\"x\"}}")))
                .hasMessageContaining("opened");
        assertThatThrownBy(() -> Settings.NONE.with(new JsonObject("{\"bounces\":\"192.0.2.1:25\"}")))
                .hasMessageContaining("bounces");
    }

    @Test
    void behaviourSurvivesItsOwnJson() {
        Behaviour behaviour = Behaviour.realistic();
        assertThat(Behaviour.perfect().with(behaviour.toJson())).isEqualTo(behaviour);
    }

    @Test
    void mailIsReadInsideOutWhateverItsEncoding() {
        String mail = """
                Subject: a
                 b
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: multipart/alternative; boundary="y"

                --y
                Content-Type: text/html

                <b>no</b>
                --y
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: base64

                Y2Fm6Q==
                --y--
                --x--
                """.replace("\n", "\r\n");
        byte[] bytes = mail.getBytes(StandardCharsets.ISO_8859_1);
        Mail parsed = Mail.parse(bytes, bytes.length);
        assertThat(parsed.text()).isEqualTo("café");
        assertThat(parsed.subject()).isEqualTo("a b");
        byte[] odd = "\r\nnothing but text".getBytes(StandardCharsets.US_ASCII);
        assertThat(Mail.parse(odd, odd.length).text()).isEqualTo("nothing but text");
    }

    @Test
    void everythingOnAPageIsEscaped() {
        Directory directory = new Directory(5);
        directory.add(new JsonObject()
                .put("name", "<script>'\"&")
                .put("organisation", "Café <b>")
                .put("sms", "+447700900001"));
        String page = Html.people(directory.search(""), "\"><script>");
        assertThat(page).doesNotContain("<script>").doesNotContain("<b>").contains("&lt;script&gt;");
        assertThat(directory.search("café")).hasSize(1);
        assertThat(directory.search("camden café")).isEmpty();
    }

    @Test
    void theTextsThatAWebhookSendsBackAreRead() {
        assertThat(Twiml.messages("")).isEmpty();
        assertThat(Twiml.messages("<Response/>")).isEmpty();
        assertThat(Twiml.messages("<Response><Message>a &amp; b</Message> <Message>c</Message></Response>"))
                .containsExactly("a & b", "c");
        assertThat(Twiml.messages("<Response><Hangup/><Message> </Message></Response>"))
                .isEmpty();
        assertThat(Twiml.messages("<Other><Message>a</Message></Other>")).isEmpty();
        assertThat(Twiml.messages("not markup")).isEmpty();
        String entity =
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Response><Message>&e;</Message></Response>";
        assertThat(Twiml.messages(entity)).isEmpty();
    }
}

package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpServerIT {

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static Bench bench;
    private Product product;

    @BeforeAll
    static void open(@TempDir Path work) throws Exception {
        bench = new Bench(Bench.perfect(work));
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
    }

    @BeforeEach
    void fresh() throws Exception {
        bench.refresh();
        product = new Product();
    }

    @AfterEach
    void leave() {
        product.close();
    }

    private static SmtpClient greeted() throws Exception {
        SmtpClient client = new SmtpClient(bench.simulator.smtpPort());
        assertThat(client.say("EHLO test")).contains("PIPELINING", "SIZE 10485760", "8BITMIME", "STARTTLS");
        return client;
    }

    private static String returnPath(int ordinal) {
        byte[] token = Base64.getUrlDecoder().decode(Bench.token(5, ordinal, 0));
        StringBuilder code = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : token) {
            buffer = buffer << 8 | (b & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                code.append(BASE32.charAt(buffer >>> bits & 31));
            }
        }
        code.append(BASE32.charAt(buffer << (5 - bits) & 31));
        return "bounce+" + code + "@bounces.example.test";
    }

    private String content(int ordinal) {
        String link = product.url() + "/a/" + Bench.token(5, ordinal, 0);
        return """
                From: Tocsin <alerts@example.test>
                To: somebody@example.test
                Message-ID: <m%1$d@example.test>
                Subject: =?UTF-8?Q?Caf=C3=A9_closed?=
                List-Unsubscribe: <https://alerts.example.test/u/1>
                List-Unsubscribe-Post: List-Unsubscribe=One-Click
                MIME-Version: 1.0
                Content-Type: multipart/alternative;
                 boundary="b1"

                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                The caf=C3=A9 is closed. I have read this: %2$s=
                %3$s
                ..dots
                --b1
                Content-Type: text/html; charset=utf-8

                <p>The café is closed</p>
                --b1--""".formatted(ordinal, link.substring(0, link.length() - 4), link.substring(link.length() - 4))
                .replace("\n", "\r\n");
    }

    private static JsonObject newest() throws Exception {
        return bench.control("GET", "/sim/recent/email", "")
                .getJsonArray("messages")
                .getJsonObject(0);
    }

    @Test
    void aMailIsTakenReadAndAcknowledged() throws Exception {
        try (SmtpClient client = greeted()) {
            assertThat(client.mail(returnPath(1), "p1@example.test", content(1)))
                    .startsWith("250 2.0.0");
        }
        JsonObject mail = newest();
        assertThat(mail.getString("subject")).isEqualTo("Café closed");
        assertThat(mail.getString("messageId")).isEqualTo("<m1@example.test>");
        assertThat(mail.getString("listUnsubscribePost")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.getString("text")).contains("The café is closed").contains("\r\n.dots");
        bench.untilIdle();
        assertThat(product.received())
                .singleElement()
                .matches(r -> r.method().equals("POST") && r.uri().equals("/a/" + Bench.token(5, 1, 0)));
        assertThat(bench.simulator
                        .counts()
                        .getJsonObject("alerts")
                        .getJsonObject("5")
                        .getJsonObject("email"))
                .isEqualTo(new Deliveries.States(1, 0, 0, 0, 0).toJson());
    }

    @Test
    void severalMailsArePipelinedInOneWrite() throws Exception {
        try (SmtpClient client = greeted()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                all.append("MAIL FROM:<").append(returnPath(10 + i)).append("> SIZE=1000 BODY=8BITMIME\r\n");
                all.append("RCPT TO:<p").append(i).append("@example.test>\r\nDATA\r\n");
                all.append(content(10 + i)).append("\r\n.\r\n");
            }
            client.raw(all + "QUIT\r\n");
            for (int i = 0; i < 3; i++) {
                assertThat(client.reply()).startsWith("250");
                assertThat(client.reply()).startsWith("250");
                assertThat(client.reply()).startsWith("354");
                assertThat(client.reply()).startsWith("250 2.0.0");
            }
            assertThat(client.reply()).startsWith("221");
        }
        assertThat(bench.counts("email").getInteger("accepted")).isEqualTo(3);
    }

    @Test
    void pipeliningGoesOnBehindADelayedAnswer() throws Exception {
        bench.control("PUT", "/sim/faults/email", "{\"latencyMs\":60,\"latencyJitterMs\":20}");
        try (SmtpClient client = greeted()) {
            client.mail(returnPath(20), "a@example.test", content(20));
            String second = "MAIL FROM:<" + returnPath(21) + ">\r\nRCPT TO:<b@example.test>\r\nDATA\r\n";
            client.raw(second + content(21) + "\r\n.\r\nNOOP\r\n");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply(), client.reply()))
                    .extracting(reply -> reply.substring(0, 3))
                    .containsExactly("250", "250", "354", "250", "250");
        }
    }

    @Test
    void bareLineFeedsEndTheConnection() throws Exception {
        try (SmtpClient client = greeted()) {
            client.say("MAIL FROM:<" + returnPath(2) + ">");
            client.say("RCPT TO:<p2@example.test>");
            client.say("DATA");
            client.raw("Subject: x\r\n\r\nhello\n.\r\n");
            assertThat(client.reply()).startsWith("521 5.5.2");
            assertThat(client.reply()).isEqualTo("closed");
        }
        try (SmtpClient client = greeted()) {
            client.raw("NOOP\n");
            assertThat(client.reply()).startsWith("521");
        }
        try (SmtpClient client = greeted()) {
            client.raw("NO\rOP\r\n");
            assertThat(client.reply()).startsWith("521");
        }
        Awaitility.await()
                .atMost(Bench.TIMEOUT)
                .until(() -> bench.counts("email").getJsonObject("other").getInteger("abandoned", 0) == 1);
    }

    @Test
    void limitsAndSequenceAreEnforced() throws Exception {
        try (SmtpClient client = greeted()) {
            assertThat(client.say("RCPT TO:<a@example.test>")).startsWith("503");
            assertThat(client.say("MAIL FROM:<a@example.test> SIZE=99999999")).startsWith("552 5.3.4");
            assertThat(client.say("MAIL FROM:<a@example.test> SMTPUTF8")).startsWith("555");
            assertThat(client.say("MAIL FROM:a@example.test")).startsWith("501");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("554");
            for (int i = 0; i < 100; i++) {
                assertThat(client.say("RCPT TO:<p" + i + "@example.test>")).startsWith("250");
            }
            assertThat(client.say("RCPT TO:<last@example.test>")).startsWith("452 4.5.3");
            assertThat(client.say("RSET")).startsWith("250");
            assertThat(client.mail("a@example.test", "b@example.test", "x".repeat(1_200)))
                    .startsWith("554 5.6.0");
            assertThat(client.say("WHAT")).startsWith("500");
        }
    }

    @Test
    void anUnknownMailboxIsRefusedAtRcptAndFails() throws Exception {
        bench.control("PUT", "/sim/behaviour", "{\"email\":{\"refused\":{\"550 5.1.1\":1}}}");
        try (SmtpClient client = greeted()) {
            assertThat(client.mail(returnPath(3), "p3@example.test", content(3)))
                    .startsWith("550 5.1.1");
        }
        assertThat(bench.counts("email").getJsonObject("refused").getInteger("550 5.1.1"))
                .isEqualTo(1);
        assertThat(bench.simulator
                        .counts()
                        .getJsonObject("alerts")
                        .getJsonObject("5")
                        .getJsonObject("email"))
                .isEqualTo(new Deliveries.States(0, 0, 0, 1, 0).toJson());
    }

    @Test
    void faultsAnswerAfterTheDotOrNotAtAll() throws Exception {
        try (SmtpClient client = greeted()) {
            bench.control("PUT", "/sim/faults/email", "{\"errors\":{\"451 4.7.1\":1}}");
            assertThat(client.mail(returnPath(4), "p4@example.test", content(4)))
                    .startsWith("451 4.7.1");
            bench.control("PUT", "/sim/faults/email", "{\"resetAfterAccept\":1}");
            assertThat(client.mail(returnPath(4), "p4@example.test", content(4)))
                    .isEqualTo("closed");
        }
        assertThat(bench.counts("email").getInteger("reset")).isEqualTo(1);
        bench.control("PUT", "/sim/faults/email", "{\"throttlePerSecond\":1}");
        try (SmtpClient client = greeted()) {
            String last = "";
            for (int i = 0; i < 20 && !last.startsWith("421"); i++) {
                last = client.mail(returnPath(5), "p5@example.test", content(5));
            }
            assertThat(last).startsWith("421 4.7.0");
        }
    }

    @Test
    void startTlsStartsAnewAndNothingMayBePipelinedBehindIt() throws Exception {
        try (SmtpClient client = greeted()) {
            assertThat(client.say("STARTTLS")).startsWith("220");
            client.upgrade(bench.tls);
            assertThat(client.say("MAIL FROM:<a@example.test>")).startsWith("503");
            assertThat(client.say("EHLO test")).doesNotContain("STARTTLS");
            assertThat(client.mail(returnPath(6), "p6@example.test", content(6)))
                    .startsWith("250");
        }
        try (SmtpClient client = greeted()) {
            client.raw("STARTTLS\r\nMAIL FROM:<evil@example.test>\r\n");
            assertThat(client.reply()).startsWith("554");
            assertThat(client.reply()).isEqualTo("closed");
        }
    }

    @Test
    void withALoginMailNeedsAuthentication(@TempDir Path own) throws Exception {
        try (Bench guarded = new Bench(Bench.perfect(own).withSmtpLogin("relay:secret"));
                SmtpClient client = new SmtpClient(guarded.simulator.smtpPort())) {
            assertThat(client.say("EHLO test")).doesNotContain("AUTH");
            assertThat(client.say("MAIL FROM:<a@example.test>")).startsWith("530");
            client.say("STARTTLS");
            client.upgrade(guarded.tls);
            assertThat(client.say("EHLO test")).contains("AUTH PLAIN");
            assertThat(client.say("AUTH PLAIN " + plain("\0relay\0wrong"))).startsWith("535");
            assertThat(client.say("AUTH PLAIN " + plain("\0relay\0secret"))).startsWith("235");
            assertThat(client.say("MAIL FROM:<a@example.test>")).startsWith("250");
        }
    }

    private static String plain(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMailThatBouncesLaterComesBackAsADeliveryStatusNotification() throws Exception {
        bench.control("PUT", "/sim/behaviour", "{\"email\":{\"bounced\":1}}");
        try (SmtpSink sink = new SmtpSink()) {
            bench.control("PUT", "/sim/settings", "{\"bounces\":\"127.0.0.1:" + sink.port() + "\"}");
            sink.refusing.set(1);
            try (SmtpClient client = greeted()) {
                client.mail(returnPath(7), "gone@example.test", content(7));
            }
            bench.untilIdle();
            SmtpSink.Mail bounce = sink.mails().getFirst();
            assertThat(bounce.from()).isEmpty();
            assertThat(bounce.to()).isEqualTo(returnPath(7));
            assertThat(bounce.content().toLowerCase(Locale.ROOT))
                    .contains("content-type: multipart/report; report-type=delivery-status")
                    .contains("final-recipient: rfc822; gone@example.test")
                    .contains("action: failed")
                    .contains("status: 5.1.1")
                    .contains("message-id: <m7@example.test>");
        }
        JsonObject counts = bench.counts("email");
        assertThat(counts.getJsonObject("posted").getInteger("bounce")).isEqualTo(2);
        assertThat(counts.getJsonObject("acked").getInteger("bounce")).isEqualTo(1);
        assertThat(product.received()).isEmpty();
    }

    @Test
    void silenceAfterTheDotStaysSilence() throws Exception {
        bench.control("PUT", "/sim/faults/email", "{\"silence\":1}");
        try (SmtpClient client = greeted()) {
            client.impatient();
            assertThatThrownBy(() -> client.mail(returnPath(8), "p8@example.test", content(8)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(bench.counts("email").getInteger("silent")).isEqualTo(1);
    }
}

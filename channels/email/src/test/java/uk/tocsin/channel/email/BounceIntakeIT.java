package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The bounce mailbox over a real socket.
@Timeout(30)
class BounceIntakeIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String RETURN_PATH = "bounce+" + Bounces.TOKEN + "@" + Samples.DOMAIN;

    private final List<String> recipients = new CopyOnWriteArrayList<>();
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private volatile Future<Void> answer = Future.succeededFuture();
    private BounceIntake intake;

    @BeforeEach
    void start() throws Exception {
        BounceIntake.Options options = new BounceIntake.Options("127.0.0.1", 0, Samples.DOMAIN, 2);
        intake = BounceIntake.open(VERTX, options, (to, raw) -> {
                    recipients.add(to);
                    mails.add(raw);
                    return answer;
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        intake.close();
    }

    @AfterAll
    static void stopVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// A client that writes what it is told and reads one answer at a time.
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), intake.port());
            socket.setSoTimeout(10_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        String read() throws IOException {
            String line = in.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            return line == null ? "" : line.substring(0, 3);
        }

        String say(String text) throws IOException {
            write(text + "\r\n");
            return read();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Client greeted() throws IOException {
        Client client = new Client();
        assertThat(client.read()).isEqualTo("220");
        assertThat(client.say("EHLO mx.example.test")).isEqualTo("250");
        return client;
    }

    private static String envelope() {
        return "MAIL FROM:<>\r\nRCPT TO:<" + RETURN_PATH + ">\r\nDATA\r\n";
    }

    @Test
    void aBounceArrivesByteForByte() throws Exception {
        String mail = new String(Bounces.read("qmail"), StandardCharsets.UTF_8) + ".dot\r\n..\r\n";
        try (Client client = greeted()) {
            client.write(envelope());
            assertThat(List.of(client.read(), client.read(), client.read())).containsExactly("250", "250", "354");
            client.write(mail.replaceAll("(?m)^\\.", "..") + ".\r\nQUIT\r\n");
            assertThat(client.read()).isEqualTo("250");
            assertThat(client.read()).isEqualTo("221");
        }
        assertThat(recipients).containsExactly(RETURN_PATH);
        assertThat(mails.getFirst()).isEqualTo(mail.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void twoHundredAndFiftyWaitsForTheJournal() throws Exception {
        Promise<Void> journal = Promise.promise();
        answer = journal.future();
        try (Client client = greeted()) {
            client.write(envelope() + "Subject: x\r\n\r\nhello\r\n.\r\nNOOP\r\n");
            assertThat(List.of(client.read(), client.read(), client.read())).containsExactly("250", "250", "354");
            Awaitility.await().until(() -> mails.size() == 1);
            assertThat(client.in.ready())
                    .as("nothing is said before the journal")
                    .isFalse();
            journal.complete();
            assertThat(List.of(client.read(), client.read())).containsExactly("250", "250");
        }
    }

    @Test
    void whatCannotBeJournalledIsAskedForAgain() throws Exception {
        answer = Future.failedFuture(new IllegalStateException("disk full"));
        try (Client client = greeted()) {
            client.write(envelope() + "hello\r\n.\r\n");
            assertThat(List.of(client.read(), client.read(), client.read(), client.read()))
                    .containsExactly("250", "250", "354", "451");
        }
    }

    @Test
    void onlyReturnPathsAreTaken() throws Exception {
        try (Client client = greeted()) {
            assertThat(client.say("RCPT TO:<" + RETURN_PATH + ">")).isEqualTo("503");
            assertThat(client.say("MAIL FROM:<mx@example.test> SIZE=100")).isEqualTo("250");
            for (String other : List.of(
                    "postmaster@" + Samples.DOMAIN,
                    "bounce+short@" + Samples.DOMAIN,
                    "bounce+" + Bounces.TOKEN + "@example.test",
                    "x" + RETURN_PATH)) {
                assertThat(client.say("RCPT TO:<" + other + ">")).isEqualTo("550");
            }
            assertThat(client.say("DATA")).isEqualTo("503");
        }
        assertThat(mails).isEmpty();
    }

    @Test
    void aMailOverTheLimitIsRefused() throws Exception {
        try (Client client = greeted()) {
            assertThat(client.say("MAIL FROM:<> SIZE=" + (BounceParser.MAX_BYTES + 1)))
                    .isEqualTo("552");
            client.write(envelope());
            assertThat(List.of(client.read(), client.read(), client.read())).containsExactly("250", "250", "354");
            client.write("x".repeat(BounceParser.MAX_BYTES) + "\r\n.\r\n");
            assertThat(client.read()).isEqualTo("552");
        }
        assertThat(mails).isEmpty();
    }

    @Test
    void aBareLineFeedEndsNoMail() throws Exception {
        try (Client client = greeted()) {
            client.write(envelope() + "one\n.\nMAIL FROM:<eve@example.test>\r\n.\r\n");
            assertThat(List.of(client.read(), client.read(), client.read(), client.read()))
                    .containsExactly("250", "250", "354", "250");
        }
        assertThat(new String(mails.getFirst(), StandardCharsets.UTF_8)).contains("MAIL FROM:<eve@example.test>");
    }

    @Test
    void moreConnectionsThanAllowedAreTurnedAway() throws Exception {
        try (Client one = greeted();
                Client two = greeted();
                Client three = new Client()) {
            assertThat(three.read()).isEqualTo("421");
            assertThat(one.say("NOOP")).isEqualTo("250");
            assertThat(two.say("QUIT")).isEqualTo("221");
        }
    }

    @Test
    void nonsenseIsAnsweredAndEnds() throws Exception {
        try (Client client = greeted()) {
            String last = "";
            for (int i = 0; i < 30 && !last.equals("421"); i++) {
                last = client.say("BLAH " + i);
                assertThat(last).isIn("500", "421");
            }
            assertThat(last).isEqualTo("421");
        }
    }
}

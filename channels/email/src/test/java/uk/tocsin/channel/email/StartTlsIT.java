package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.channel.email.EmailOptions.Security;
import uk.tocsin.channel.email.EmailOptions.StartTls;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.Accepted;
import uk.tocsin.model.SendOutcome.NotSent;

/// Encryption and passwords.
@Timeout(60)
class StartTlsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final char[] STORE = "changeit".toCharArray();

    @TempDir
    static Path directory = Path.of("");

    private static KeyStore right;
    private static KeyStore wrongName;

    private final FakeSmtp relay = new FakeSmtp();

    @BeforeAll
    static void makeKeys() throws Exception {
        right = keys("localhost");
        wrongName = keys("elsewhere.example.test");
    }

    @AfterAll
    static void stopVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private static KeyStore keys(String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "relay",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(STORE),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE);
        }
        return store;
    }

    private static SSLContext context(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Optional<String> pem(KeyStore store) throws Exception {
        byte[] der = store.getCertificate("relay").getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Optional.of("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private void offer(KeyStore store) throws Exception {
        relay.tls = context(store);
        relay.features = List.of("PIPELINING", "STARTTLS", "AUTH LOGIN PLAIN");
    }

    private SendOutcome send(Security security) throws Exception {
        EmailOptions options = new EmailOptions(
                List.of(relay.relay()), "tocsin.example.test", Samples.SENDER, security, Samples.limits(1));
        RecordingSink sink = new RecordingSink(1);
        try (EmailChannel channel = EmailChannel.open(VERTX, options, InstantSource.fixed(SampleContent.NOW))) {
            channel.send(Samples.batch(SampleContent.of(7), 1, new AtomicReference<>()), sink);
            return sink.awaitAll(channel.requestTimeout().plusSeconds(10)).getFirst();
        }
    }

    @Test
    void aTrustedRelayIsSpokenToInSecret() throws Exception {
        offer(right);

        assertThat(send(new Security(StartTls.REQUIRED, Optional.empty(), pem(right))))
                .isEqualTo(new Accepted(""));
        assertThat(relay.commands.subList(0, 3))
                .containsExactly("EHLO tocsin.example.test", "STARTTLS", "EHLO tocsin.example.test");
    }

    @Test
    void anUnknownCertificateGetsNothing() throws Exception {
        offer(right);

        for (StartTls mode : List.of(StartTls.REQUIRED, StartTls.OPPORTUNISTIC)) {
            assertThat(send(new Security(mode, Optional.empty(), Optional.empty())))
                    .isEqualTo(new NotSent(NotSentCause.CONNECT));
        }
        assertThat(relay.commands).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void aCertificateForAnotherNameGetsNothing() throws Exception {
        offer(wrongName);

        assertThat(send(new Security(StartTls.REQUIRED, Optional.empty(), pem(wrongName))))
                .isEqualTo(new NotSent(NotSentCause.CONNECT));
        assertThat(relay.commands).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void requiredMeansRequired() throws Exception {
        assertThat(send(new Security(StartTls.REQUIRED, Optional.empty(), Optional.empty())))
                .isEqualTo(new NotSent(NotSentCause.CONNECT));
        assertThat(send(new Security(StartTls.OPPORTUNISTIC, Optional.empty(), Optional.empty())))
                .isEqualTo(new Accepted(""));
        assertThat(relay.commands.stream().filter(line -> line.startsWith("MAIL")))
                .hasSize(1);
    }

    @Test
    void credentialsAreSentAndWrongOnesAreKnownAsSuch() throws Exception {
        offer(right);
        SmtpCredentials credentials = new SmtpCredentials("tocsin", "for this test");
        String expected =
                Base64.getEncoder().encodeToString("\0tocsin\0for this test".getBytes(StandardCharsets.UTF_8));
        Security security = new Security(StartTls.REQUIRED, Optional.of(credentials), pem(right));

        assertThat(send(security)).isEqualTo(new NotSent(NotSentCause.AUTHENTICATION));
        relay.onAuth = line -> line.equals("AUTH PLAIN " + expected) ? "235 2.7.0 Yes" : "535 5.7.8 No";
        assertThat(send(security)).isEqualTo(new Accepted(""));
        assertThat(credentials).hasToString("SmtpCredentials[…]");
    }

    @Test
    void credentialsNeedEncryption() {
        Optional<SmtpCredentials> credentials = Optional.of(new SmtpCredentials("tocsin", "for this test"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailOptions(
                        List.of(new EmailOptions.Relay("relay.example.test", 25)),
                        "tocsin.example.test",
                        Samples.SENDER,
                        new Security(StartTls.OPPORTUNISTIC, credentials, Optional.empty()),
                        EmailOptions.Limits.DEFAULT))
                .withMessageContaining("email.security.startTls");
    }
}

package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.console.cli.Commands;
import uk.tocsin.console.config.Settings;
import uk.tocsin.journal.Journal;
import uk.tocsin.servers.Certificates;
import uk.tocsin.servers.Redis;
import uk.tocsin.store.kafka.KafkaStore;

/// A node that is started, as `tocsin serve` starts it, before real engines that are not as it needs them: it is
/// refused within a bounded time, or does nothing, and says what to do.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class NodeStartIT {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration APART = Duration.ofSeconds(10);
    private static final int ENDED_ITSELF = 70;
    private static final byte UNHEARD_OF = (byte) 0xfe;

    @TempDir
    private Path root = Path.of("");

    private Map<String, String> settings = Map.of();

    @BeforeEach
    void settings() {
        settings = Engines.shared()
                .node(root.resolve("node"), "s" + UUID.randomUUID().toString().substring(0, 8));
        settings.put("console.port", "0");
        settings.put("edge.port", "0");
    }

    private Path config() throws IOException {
        Path config = root.resolve("node.properties");
        Files.writeString(
                config,
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        return config;
    }

    /// What `tocsin serve` says when it does not begin to serve.
    private String refusal() throws IOException {
        StringWriter errors = new StringWriter();
        long begun = System.nanoTime();
        int status = new Commands(
                        new BufferedReader(new StringReader("")),
                        new PrintWriter(new StringWriter(), true),
                        new PrintWriter(errors, true))
                .run("serve", "--config", config().toString());
        assertThat(status).as("it serves").isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
        assertThat(errors.toString()).startsWith("tocsin: ");
        return errors.toString();
    }

    private Installation open(Clock clock) {
        return Installation.open(Settings.read(settings), clock);
    }

    private static int nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    // ---- Kafka

    @Test
    void brokersThatDoNotAnswerAreNamed() throws IOException {
        settings.put("kafka.bootstrap", "127.0.0.1:" + nobody());

        assertThat(refusal()).contains("kafka.bootstrap: the brokers at", "did not answer");
    }

    @Test
    void brokersThatAllowItNothingAreNamedWithWhatItNeeds() throws IOException {
        settings.put("kafka.bootstrap", Engines.shared().kafka().tls().getFirst());
        settings.put("kafka.trust", Certificates.shared().trust().toString());
        settings.put("kafka.key", Certificates.shared().client().toString());

        assertThat(refusal()).contains("allow its principal", settings.get("kafka.prefix") + ".");
    }

    @Test
    void brokersThatDoNotTrustItAreNamed() throws IOException {
        settings.put("kafka.bootstrap", Engines.shared().kafka().tls().getFirst());
        settings.put("kafka.trust", Certificates.shared().trust().toString());
        settings.put("kafka.key", Certificates.shared().stranger().toString());

        assertThat(refusal()).contains("kafka.tls: the brokers at");
    }

    @Test
    void anotherClusterThanTheOneItBelongsToIsRefused() throws IOException {
        settings.put("kafka.cluster", "another");

        assertThat(refusal()).contains("kafka.bootstrap:", "in cluster another");
    }

    // ---- Redis

    @Test
    void aRedisThatForgetsIsRefusedWithWhatToSet() throws IOException {
        try (Redis forgetful = new Redis(root.resolve("redis"), "appendonly", "no")) {
            settings.put("redis.uri", forgetful.uri());

            assertThat(refusal())
                    .contains("is not set up to keep a register", "appendonly is \"no\" and must be \"yes\"");
        }
    }

    @Test
    void aRedisThatDoesNotAnswerIsNamed() throws IOException {
        settings.put("redis.uri", "redis://127.0.0.1:" + nobody());

        assertThat(refusal()).contains("Redis at 127.0.0.1:", "cannot be reached");
    }

    @Test
    void aRedisThatAllowsItNothingIsNamed() throws IOException {
        try (Redis strict = new Redis(root.resolve("redis"), "requirepass", "not-told")) {
            settings.put("redis.uri", strict.uri());

            assertThat(refusal()).contains("Redis at 127.0.0.1:", "NOAUTH");
        }
    }

    // ---- versions

    @Test
    void anOlderInstallationIsTakenOverAndANewerOneRefused() throws IOException {
        try (KafkaStore fresh = kafka()) {
            assertThat(fresh.marks().version()).isZero();
        }
        int own;
        try (Installation node = open(Clock.systemUTC())) {
            own = node.marks().version();
        }
        assertThat(own).as("older versions are refused from now on").isPositive();
        try (KafkaStore after = kafka()) {
            after.marks().raiseVersion(own + 1);
        }
        assertThat(refusal())
                .contains(
                        "a newer version of Tocsin has run this installation (format " + (own + 1) + ", this one knows "
                                + own + ")",
                        "install that version");
    }

    private KafkaStore kafka() {
        return KafkaStore.open(Settings.read(settings).cluster().orElseThrow().kafka());
    }

    /// In a process of its own: it ends.
    @ParameterizedTest
    @ValueSource(ints = {3, Journal.CONTROL})
    void aNodeThatMeetsARecordOfANewerOneEndsAndSaysSo(int log) throws Exception {
        open(Clock.systemUTC()).close();
        try (KafkaStore store = kafka()) {
            store.journal()
                    .append(log, List.of(new byte[] {UNHEARD_OF, UNHEARD_OF, UNHEARD_OF, UNHEARD_OF}))
                    .toCompletableFuture()
                    .join();
        }
        try (Served node = Served.start(root, Main.class, "serve", "--config", config().toString())) {
            assertThat(node.end()).as(node.said()).isEqualTo(ENDED_ITSELF);
            assertThat(node.said()).contains("the process ends").containsIgnoringCase("unknown");
        }
    }

    // ---- clocks

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aNodeWhoseClockIsFarFromTheBrokersDecidesNothingUntilThatIsConfirmed(int sign) throws Exception {
        Clock apart = Clock.offset(Clock.systemUTC(), APART.multipliedBy(sign));
        try (Installation node = open(apart);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpServer console = House.await(new ConsoleServer(node).listen("127.0.0.1", 0));
            HttpRequest ask = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + console.actualPort() + "/health/ready"))
                    .build();
            await().atMost(20, TimeUnit.SECONDS).until(() -> health(http, ask).contains("\"clock\""));
            node.engine().confirmClock();
            await().atMost(20, TimeUnit.SECONDS).until(() -> health(http, ask).contains("\"ready\""));
            House.await(console.close());
        }
    }

    private static String health(HttpClient http, HttpRequest ask) throws Exception {
        HttpResponse<String> answer = http.send(ask, HttpResponse.BodyHandlers.ofString());
        JsonObject body = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo("ready".equals(body.getString("status")) ? 200 : 503);
        return body.encode();
    }
}

package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.channel.email.EmailOptions.Relay;
import uk.tocsin.channel.email.EmailOptions.Security;
import uk.tocsin.channel.email.EmailOptions.StartTls;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;

/// Out through the simulated mail system, encrypted, and the bounces back: both sides count the same.
@Timeout(60)
class EmailThroughSimulatorIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MAILS = 300;
    private static final Set<String> TOKENS =
            IntStream.range(0, MAILS).mapToObj(Samples::token).collect(Collectors.toSet());

    @TempDir
    Path directory = Path.of("");

    private final List<Bounce> bounces = new CopyOnWriteArrayList<>();
    private Simulator simulator;
    private BounceIntake intake;

    @BeforeEach
    void start() throws Exception {
        Behaviour perfect = Behaviour.perfect();
        Behaviour ours = new Behaviour(
                perfect.push(),
                perfect.sms(),
                new Behaviour.Email(Map.of("550 5.1.1", 0.1, "550 5.7.1", 0.05), 0.1, 0, 0),
                0);
        simulator = await(Simulator.start(
                VERTX, SimulatorOptions.in(directory).withBehaviour(ours).withSmtpLogin("tocsin:for this test")));
        BounceParser parser = new BounceParser(Samples.DOMAIN);
        intake = await(
                BounceIntake.open(VERTX, new BounceIntake.Options("127.0.0.1", 0, Samples.DOMAIN, 10), (to, raw) -> {
                    bounces.add(parser.parse(raw, to));
                    return Future.succeededFuture();
                }));
        simulator.settings(new JsonObject().put("bounces", "127.0.0.1:" + intake.port()));
    }

    @AfterEach
    void stop() throws Exception {
        intake.close();
        await(simulator.close());
    }

    @AfterAll
    static void stopVertx() throws Exception {
        await(VERTX.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<SendOutcome> send() throws Exception {
        Security security = new Security(
                StartTls.REQUIRED,
                Optional.of(new SmtpCredentials("tocsin", "for this test")),
                Optional.of(Files.readString(simulator.certificate())));
        EmailOptions options = new EmailOptions(
                List.of(new Relay("localhost", simulator.smtpPort())),
                "tocsin.example.test",
                Samples.SENDER,
                security,
                Samples.limits(4));
        AtomicReference<@Nullable NotSentCause> open = new AtomicReference<>();
        RecordingSink sink = new RecordingSink(MAILS);
        try (EmailChannel channel = EmailChannel.open(VERTX, options, InstantSource.fixed(SampleContent.NOW))) {
            channel.send(Samples.batch(SampleContent.of(7), MAILS, open), sink);
            return sink.awaitAll(LIMIT);
        }
    }

    private JsonObject counts() {
        return simulator.counts().getJsonObject("email");
    }

    private static long count(List<SendOutcome> outcomes, Class<? extends SendOutcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    @Test
    void bothSidesCountTheSame() throws Exception {
        List<SendOutcome> outcomes = send();
        Awaitility.await().atMost(LIMIT).until(simulator::idle);

        assertThat(count(outcomes, SendOutcome.Accepted.class)).isPositive().isEqualTo(counts().getLong("accepted"));
        long unknownUser = outcomes.stream()
                .filter(new SendOutcome.Refused(FailureReason.INVALID_ADDRESS, "550 5.1.1")::equals)
                .count();
        assertThat(unknownUser)
                .isPositive()
                .isEqualTo(counts().getJsonObject("refused").getLong("550 5.1.1"));
        assertThat(bounces)
                .isNotEmpty()
                .hasSize(counts().getJsonObject("posted").getInteger("bounce"))
                .allSatisfy(bounce -> assertThat(bounce).isInstanceOfSatisfying(Bounce.Bounced.class, bounced -> {
                    assertThat(bounced.permanent()).isTrue();
                    assertThat(bounced.reason()).contains(FailureReason.INVALID_ADDRESS);
                    assertThat(TokenText.toBase64Url(bounced.token32()).orElse(""))
                            .isIn(TOKENS);
                }));
        assertThat(counts().getLong("duplicates")).isZero();
    }

    @Test
    void resetsAndSilenceAfterTheDotAreUnknown() throws Exception {
        await(simulator.faults(
                "email", new JsonObject().put("resetAfterAccept", 0.02).put("silence", 0.01)));

        List<SendOutcome> outcomes = send();

        long unknown = count(outcomes, SendOutcome.Unknown.class);
        assertThat(unknown).isPositive().isEqualTo(counts().getLong("reset") + counts().getLong("silent"));
    }
}

package uk.tocsin.channel.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.channel.kit.wire.WireListener;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// How access tokens are come by and kept, and when the operator hears of it. Every test has a simulator of its own,
/// since it counts tokens that a channel closed before may still be asking for.
@Timeout(60)
class PushCredentialsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Batch.WriteGate OPEN = () -> null;
    private static final SendOutcome UNAUTHENTICATED = new SendOutcome.NotSent(NotSentCause.AUTHENTICATION);

    private static final int SILENCE = 0;

    /// What the token endpoint of our own answers; [#SILENCE] is no answer.
    private final AtomicInteger status = new AtomicInteger(200);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger granted = new AtomicInteger();
    private final Set<PushListener.Problem> problems = ConcurrentHashMap.newKeySet();
    private @Nullable PushRig started;
    private @Nullable PushChannel channel;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        started = new PushRig(directory);
    }

    @AfterEach
    void stop() {
        if (channel != null) {
            channel.close();
        }
        rig().close();
    }

    @Test
    void oneTokenServesThemAllAndARevokedOneIsReplacedOnce() throws Exception {
        PushChannel wide = open(400);
        PushRig.send(wide, 300, OPEN);
        assertThat(rig().tokensGranted()).isEqualTo(1);

        rig().revokeTokens();
        assertThat(PushRig.send(wide, 300, OPEN))
                .contains(UNAUTHENTICATED)
                .allSatisfy(o -> assertThat(o).isInstanceOfAny(SendOutcome.NotSent.class, SendOutcome.Accepted.class));
        Awaitility.await()
                .atMost(PushRig.LIMIT)
                .until(() -> PushRig.send(wide, 1, OPEN).getFirst() instanceof SendOutcome.Accepted);

        assertThat(rig().tokensGranted()).isEqualTo(2);
        assertThat(problems).containsOnly(PushListener.Problem.CREDENTIALS);
    }

    @Test
    void aWrongApnsKeyCallsTheOperatorAndOurTokenIsKept() throws Exception {
        rig().faults(new JsonObject().put("errors", new JsonObject().put("THIRD_PARTY_AUTH_ERROR", 1)));

        assertThat(PushRig.send(open(10), 5, OPEN)).containsOnly(UNAUTHENTICATED);

        assertThat(problems).containsOnly(PushListener.Problem.THIRD_PARTY_KEY);
        assertThat(rig().tokensGranted()).as("our token is not to blame").isEqualTo(1);
        assertThat(rig().count("requests")).as("one request each").isEqualTo(5);
    }

    @Test
    void aTokenEndpointAwayForAMomentCallsNobodyAndIsAskedAgain(@TempDir Path directory) throws Exception {
        status.set(503);
        PushChannel early = openOwnEndpoint(directory);
        assertThat(PushRig.send(early, 5, OPEN)).containsOnly(UNAUTHENTICATED);
        assertThat(rig().count("requests")).isZero();

        status.set(200);
        Awaitility.await().atMost(PushRig.LIMIT).until(() -> granted.get() == 1);
        assertThat(problems).isEmpty();
    }

    @Test
    void aTokenEndpointThatRefusesTheAccountCallsTheOperator(@TempDir Path directory) throws Exception {
        status.set(400);
        openOwnEndpoint(directory);

        Awaitility.await().atMost(PushRig.LIMIT).until(() -> problems.contains(PushListener.Problem.CREDENTIALS));
    }

    @Test
    void aChannelClosedBeforeItsFirstTokenCallsNobody(@TempDir Path directory) throws Exception {
        status.set(SILENCE);
        PushChannel early = openOwnEndpoint(directory);
        RecordingSink sink = new RecordingSink(1);
        early.send(PushRig.batch(SampleContent.of(7), new String[] {"device"}, OPEN), sink);
        Awaitility.await().atMost(PushRig.LIMIT).until(() -> asked.get() == 1);
        early.close();

        assertThat(sink.awaitAll(PushRig.LIMIT)).hasOnlyElementsOfType(SendOutcome.NotSent.class);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatWaitsForTheFirstTokenIsNotWrittenAfterItsPermit(@TempDir Path directory) throws Exception {
        AtomicInteger permit = new AtomicInteger(1);
        status.set(SILENCE);
        PushChannel early = openOwnEndpoint(directory);
        RecordingSink sink = new RecordingSink(5);
        Batch.WriteGate gate = () -> permit.get() == 1 ? null : NotSentCause.PERMIT;
        String[] devices = {"a", "b", "c", "d", "e"};
        early.send(PushRig.batch(SampleContent.of(7), devices, gate), sink);
        permit.set(0);

        List<SendOutcome> outcomes = sink.awaitAll(PushRig.LIMIT);
        assertThat(outcomes).hasOnlyElementsOfType(SendOutcome.NotSent.class);
        assertThat(rig().count("requests")).isZero();
    }

    private PushChannel open(int maxInFlight) {
        return open(rig().options(maxInFlight, TIMEOUT));
    }

    /// A channel that asks a token endpoint of this test's own.
    private PushChannel openOwnEndpoint(Path directory) throws Exception {
        HttpServer server = rig().vertx()
                .createHttpServer()
                .requestHandler(this::token)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        JsonObject account = new JsonObject(Files.readString(rig().account()))
                .put("token_uri", "http://127.0.0.1:" + server.actualPort() + "/token");
        Path file = Files.writeString(directory.resolve("account.json"), account.encode());
        return open(rig().options(file, 10, TIMEOUT));
    }

    private PushChannel open(PushOptions options) {
        PushChannel opened = PushChannel.openHasty(
                rig().vertx(), options, InstantSource.fixed(SampleContent.NOW), problems::add, WireListener.NONE);
        channel = opened;
        return opened;
    }

    private void token(HttpServerRequest request) {
        asked.incrementAndGet();
        int now = status.get();
        if (now == SILENCE) {
            return;
        }
        JsonObject body = now == 200
                ? new JsonObject()
                        .put("access_token", "for this test")
                        .put("expires_in", 3_599)
                        .put("token_type", "Bearer")
                : new JsonObject().put("error", now == 400 ? "invalid_grant" : "temporarily_unavailable");
        request.response()
                .setStatusCode(now)
                .putHeader("content-type", "application/json")
                .end(body.encode());
        if (now == 200) {
            granted.incrementAndGet();
        }
    }

    private PushRig rig() {
        if (started == null) {
            throw new IllegalStateException("the simulator has not started");
        }
        return started;
    }
}

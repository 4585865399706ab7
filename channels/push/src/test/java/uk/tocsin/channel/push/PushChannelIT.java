package uk.tocsin.channel.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.model.Variant;

@Timeout(60)
class PushChannelIT {
    private static final Duration LIMIT = PushRig.LIMIT;
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HASTY = Duration.ofSeconds(2);
    private static final Batch.WriteGate OPEN = () -> null;

    private static @Nullable PushRig rig;

    private @Nullable PushChannel channel;
    private int requestsBefore;

    @BeforeAll
    static void startRig(@TempDir Path directory) throws Exception {
        rig = new PushRig(directory);
    }

    @AfterAll
    static void stopRig() {
        rig().close();
    }

    @BeforeEach
    void calm() {
        rig().faults(new JsonObject());
        requestsBefore = rig().count("requests");
    }

    @AfterEach
    void closeChannel() {
        if (channel != null) {
            channel.close();
        }
    }

    @Test
    void aMessageIsAcceptedUnderFcmsName() throws Exception {
        assertThat(PushRig.send(open(10, PATIENT), 1, OPEN))
                .singleElement()
                .isInstanceOfSatisfying(
                        SendOutcome.Accepted.class,
                        accepted -> assertThat(accepted.providerId()).startsWith("projects/tocsin-demo/messages/"));
    }

    @Test
    void threeConnectionsCarryThreeHundred() throws Exception {
        PushChannel wide = open(300, PATIENT);
        Awaitility.await().atMost(LIMIT).until(() -> wide.stats().openConnections() == 3);
        rig().faults(new JsonObject().put("latencyMs", 1_500));

        assertThat(PushRig.send(wide, 300, OPEN)).hasOnlyElementsOfType(SendOutcome.Accepted.class);
    }

    @Test
    void theQuotaSlowsTheLane() throws Exception {
        assertThat(withError("QUOTA_EXCEEDED", 7)).containsOnly(new SendOutcome.Throttled(Duration.ofSeconds(7)));
        assertThat(withError("QUOTA_EXCEEDED", 0)).containsOnly(new SendOutcome.Throttled(Duration.ofSeconds(60)));
    }

    @Test
    void anUnavailableServiceIsNotSentAndTheSdkDoesNotRetry() throws Exception {
        assertThat(withError("UNAVAILABLE", 0)).containsOnly(new SendOutcome.NotSent(NotSentCause.UNAVAILABLE));
        assertThat(withError("UNAVAILABLE", 3)).containsOnly(new SendOutcome.Throttled(Duration.ofSeconds(3)));
        assertThat(rig().count("requests") - requestsBefore)
                .as("one request each")
                .isEqualTo(10);
    }

    @Test
    void anInternalErrorIsUnknown() throws Exception {
        assertThat(withError("INTERNAL", 0)).containsOnly(new SendOutcome.Unknown(UnknownCause.SERVER_ERROR));
    }

    @Test
    void aDeadDeviceIsRefused() throws Exception {
        assertThat(withError("UNREGISTERED", 0))
                .containsOnly(new SendOutcome.Refused(FailureReason.UNREGISTERED, "UNREGISTERED"));
    }

    @Test
    void anotherProjectsDeviceIsOurConfiguration() throws Exception {
        assertThat(withError("SENDER_ID_MISMATCH", 0))
                .containsOnly(new SendOutcome.Refused(FailureReason.CONFIGURATION, "SENDER_ID_MISMATCH"));
    }

    @Test
    void aMalformedDeviceTokenIsAnInvalidAddress() throws Exception {
        RecordingSink sink = new RecordingSink(1);
        open(10, PATIENT).send(PushRig.batch(SampleContent.of(7), new String[] {"not a token"}, OPEN), sink);

        assertThat(sink.awaitAll(LIMIT))
                .containsOnly(new SendOutcome.Refused(FailureReason.INVALID_ADDRESS, "INVALID_ARGUMENT"));
    }

    @Test
    void anOversizedTextIsShortenedAndAccepted() throws Exception {
        Variant wordy = new Variant(Tier.PUBLIC, Language.EN, "Head", "dŵr ".repeat(5_000), "", "");
        Content content = SampleContent.of(8, Mode.ACTUAL, Handling.PUBLIC, Severity.EXTREME, wordy);
        RecordingSink sink = new RecordingSink(1);
        open(10, PATIENT).send(PushRig.batch(content, new String[] {"device"}, OPEN), sink);

        assertThat(sink.awaitAll(LIMIT)).hasOnlyElementsOfType(SendOutcome.Accepted.class);
    }

    @Test
    void silenceAndResetsAreUnknown() throws Exception {
        PushChannel hasty = open(50, HASTY);
        PushRig.send(hasty, 1, OPEN);

        rig().faults(new JsonObject().put("resetAfterAccept", 1));
        assertThat(PushRig.send(hasty, 20, OPEN)).containsOnly(new SendOutcome.Unknown(UnknownCause.RESET));
        rig().faults(new JsonObject().put("silence", 1));
        assertThat(PushRig.send(hasty, 20, OPEN)).containsOnly(new SendOutcome.Unknown(UnknownCause.TIMEOUT));
    }

    @Test
    void throughGoAwaysEveryMessageHasItsTrueOutcome() throws Exception {
        PushChannel wide = open(200, PATIENT);
        int acceptedBefore = rig().count("accepted");
        rig().faults(new JsonObject().put("goaway", 0.05));

        int accepted = 0;
        int unknown = 0;
        for (int round = 0; round < 10; round++) {
            Awaitility.await().atMost(LIMIT).until(() -> wide.stats().openConnections() == 2);
            for (SendOutcome outcome : PushRig.send(wide, 100, OPEN)) {
                switch (outcome) {
                    case SendOutcome.Accepted _ -> accepted++;
                    case SendOutcome.Unknown _ -> unknown++;
                    case SendOutcome.NotSent _ -> {}
                    case SendOutcome.Refused _, SendOutcome.Throttled _ ->
                        throw new AssertionError("nobody refused: " + outcome);
                }
            }
        }

        assertThat(accepted).isPositive();
        assertThat(rig().count("accepted") - acceptedBefore).isBetween(accepted, accepted + unknown);
        assertThat(wide.stats().disconnects()).isPositive();
    }

    @Test
    void anEndedPermitWritesNothing() throws Exception {
        assertThat(PushRig.send(open(100, PATIENT), 100, () -> NotSentCause.PERMIT))
                .containsOnly(new SendOutcome.NotSent(NotSentCause.PERMIT));
        assertThat(rig().count("requests")).isEqualTo(requestsBefore);
    }

    @Test
    void aPermitThatEndsOnTheWayIsSeenByTheTransport() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Batch.WriteGate once = () -> asked.incrementAndGet() > 1 ? NotSentCause.PERMIT : null;

        assertThat(PushRig.send(open(10, PATIENT), 1, once)).containsOnly(new SendOutcome.NotSent(NotSentCause.PERMIT));
        assertThat(asked).as("before the batch, at the write").hasValue(2);
        assertThat(rig().count("requests")).isEqualTo(requestsBefore);
    }

    @Test
    void anExpiredAlertIsNotSent() throws Exception {
        PushChannel late =
                PushChannel.open(rig().vertx(), rig().options(10, PATIENT), InstantSource.fixed(SampleContent.EXPIRES));
        channel = late;

        assertThat(PushRig.send(late, 3, OPEN)).containsOnly(new SendOutcome.NotSent(NotSentCause.GATE));
        assertThat(rig().count("requests")).isEqualTo(requestsBefore);
    }

    @Test
    void anUnknownVariantIsAnErrorOfOursAndNoOutcomeIsLost() throws Exception {
        RecordingSink sink = new RecordingSink(2);
        Content content = SampleContent.of(7);
        String[] devices = {"a", "b"};
        open(10, PATIENT).send(new Batch(content, 1, devices, PushRig.tokens(2), new byte[] {5, 0}, OPEN), sink);

        List<SendOutcome> outcomes = sink.awaitAll(LIMIT);
        assertThat(outcomes.getFirst()).isEqualTo(new SendOutcome.NotSent(NotSentCause.INTERNAL));
        assertThat(outcomes.getLast()).isInstanceOf(SendOutcome.Accepted.class);
    }

    @Test
    void badSettingsAreNamed(@TempDir Path directory) throws Exception {
        PushOptions good = rig().options(10, PATIENT);
        Path nonsense = Files.writeString(directory.resolve("key.json"), "{\"private_key\":\"secret\"}");
        PushOptions unreadable = new PushOptions(
                nonsense, good.projectId(), good.endpoint(), Optional.empty(), 10, PATIENT, PushRig.LINKS);

        assertThatThrownBy(() -> PushChannel.open(rig().vertx(), unreadable, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("push.credentials")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> PushChannel.open(rig().vertx(), rig().options(10, HASTY), InstantSource.system()))
                .hasMessageContaining("push.requestTimeout");
        assertThatThrownBy(() -> rig().options(0, PATIENT)).hasMessageContaining("push.maxInFlight");
    }

    private List<SendOutcome> withError(String code, int retryAfterSeconds) throws Exception {
        rig().faults(new JsonObject()
                .put("errors", new JsonObject().put(code, 1))
                .put("retryAfterSeconds", retryAfterSeconds));
        return PushRig.send(open(10, PATIENT), 5, OPEN);
    }

    private PushChannel open(int maxInFlight, Duration timeout) {
        closeChannel();
        PushChannel opened = rig().open(maxInFlight, timeout, PushListener.NONE);
        channel = opened;
        return opened;
    }

    private static PushRig rig() {
        if (rig == null) {
            throw new IllegalStateException("the simulator has not started");
        }
        return rig;
    }
}

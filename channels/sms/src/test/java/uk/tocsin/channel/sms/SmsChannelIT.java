package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.channel.sms.SimulatedTwilio.LINKS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.channel.sms.TwilioCallback.Progress;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel.Resolution;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.Accepted;
import uk.tocsin.model.SendOutcome.NotSent;
import uk.tocsin.model.SendOutcome.Refused;
import uk.tocsin.model.SendOutcome.Throttled;
import uk.tocsin.model.SendOutcome.Unknown;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.model.Variant;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// What becomes of texts, against the simulator's Twilio.
@Timeout(60)
class SmsChannelIT {
    private static final TokenMint TOKENS = new TokenMint(1, Map.of(1, new byte[32]));
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    static Path work;

    private SimulatedTwilio twilio;
    private SmsChannel channel;

    @BeforeEach
    void open() throws Exception {
        twilio = new SimulatedTwilio(work);
        channel = twilio.channel();
    }

    @AfterEach
    void close() {
        channel.close();
        twilio.close();
    }

    @Test
    void aServerErrorIsUnknownAndNotPostedAgain() throws Exception {
        twilio.faults(new JsonObject().put("errors", new JsonObject().put("20503", 1.0)));

        assertThat(send(5)).containsOnly(new Unknown(UnknownCause.SERVER_ERROR));
        assertThat(twilio.count("requests")).isEqualTo(5);
    }

    @Test
    void throttlingLastsAsTwilioSaysAndIsNotPostedAgain() throws Exception {
        twilio.faults(new JsonObject()
                .put("errors", new JsonObject().put("20429", 1.0))
                .put("retryAfterSeconds", 7));

        assertThat(send(5)).containsOnly(new Throttled(Duration.ofSeconds(7)));
        assertThat(twilio.count("requests")).isEqualTo(5);
    }

    @Test
    void refusalsHaveTheirReason() throws Exception {
        twilio.faults(new JsonObject().put("errors", new JsonObject().put("21610", 1.0)));
        assertThat(send(1)).containsExactly(new Refused(FailureReason.OPTED_OUT, "21610"));
        assertThat(twilio.alarms()).isEmpty();

        twilio.faults(new JsonObject().put("errors", new JsonObject().put("21408", 1.0)));
        assertThat(send(1)).containsExactly(new Refused(FailureReason.CONFIGURATION, "21408"));
        assertThat(twilio.alarms()).containsExactly("21408");
    }

    @Test
    void aWrongAuthTokenIsNotSentAndRaisesAnAlarm() throws Exception {
        try (SmsChannel stranger = twilio.channelWith("not-the-token")) {
            assertThat(send(stranger, batch(1, () -> null))).containsExactly(new NotSent(NotSentCause.AUTHENTICATION));
        }
        assertThat(twilio.alarms()).containsExactly("20003");
        assertThat(twilio.count("accepted")).isZero();
    }

    @Test
    void whatAClosedGateOrAnExpiryHoldsBackTwilioNeverSees() throws Exception {
        assertThat(send(channel, batch(3, () -> NotSentCause.GATE))).containsOnly(new NotSent(NotSentCause.GATE));
        assertThat(twilio.count("requests")).isZero();
    }

    @Test
    void aNumberThatIsNoneAndATextThatIsTooLongAreNotAsked() throws Exception {
        Variant endless = new Variant(Tier.PUBLIC, Language.EN, "h", "x".repeat(1_600), "d", "i");
        Batch tooLong = new Batch(
                SampleContent.of(7, Mode.ACTUAL, Handling.PUBLIC, Severity.EXTREME, endless),
                42,
                new String[] {number(1)},
                new String[] {token(1)},
                new byte[1],
                () -> null);
        Batch noNumber = new Batch(
                SampleContent.of(7),
                42,
                new String[] {"07700 900001"},
                new String[] {token(1)},
                new byte[1],
                () -> null);

        assertThat(send(channel, tooLong)).containsExactly(new Refused(FailureReason.TOO_LARGE, "over-1600"));
        assertThat(send(channel, noNumber)).containsExactly(new Refused(FailureReason.INVALID_ADDRESS, "not-e164"));
        assertThat(twilio.count("requests")).isZero();
    }

    @Test
    void anUnknownThatTwilioHasIsFound() throws Exception {
        Instant since = Instant.now();
        twilio.faults(new JsonObject().put("silence", 1.0));
        assertThat(send(20)).containsOnly(new Unknown(UnknownCause.TIMEOUT));
        twilio.faults(new JsonObject());

        assertThat(resolve(batch(20, () -> null), since))
                .hasSize(20)
                .allSatisfy(r -> assertThat(r).isInstanceOf(Resolution.Sent.class));
        assertThat(twilio.count("accepted")).isEqualTo(20);
    }

    @Test
    void anUnknownThatWasResetIsFoundToo() throws Exception {
        Instant since = Instant.now();
        twilio.faults(new JsonObject().put("resetAfterAccept", 1.0));
        assertThat(send(3)).containsOnly(new Unknown(UnknownCause.RESET));
        twilio.faults(new JsonObject());

        assertThat(resolve(batch(3, () -> null), since))
                .allSatisfy(r -> assertThat(r).isInstanceOf(Resolution.Sent.class));
    }

    @Test
    void anUnknownThatTwilioNeverHadIsAbsent() throws Exception {
        Instant since = Instant.now();
        twilio.faults(new JsonObject().put("errors", new JsonObject().put("20503", 1.0)));
        assertThat(send(3)).containsOnly(new Unknown(UnknownCause.SERVER_ERROR));
        twilio.faults(new JsonObject());

        assertThat(resolve(batch(3, () -> null), since)).containsOnly(new Resolution.Absent());
    }

    @Test
    void oneTextAmongManyToTheSameNumberIsFoundAcrossPages() throws Exception {
        Instant since = Instant.now();
        String[] same = new String[140];
        String[] tokens = new String[140];
        for (int i = 0; i < same.length; i++) {
            same[i] = number(1);
            tokens[i] = token(i);
        }
        Batch many = new Batch(SampleContent.of(7), 42, same, tokens, new byte[140], () -> null);
        List<SendOutcome> sent;
        try (SmsChannel patient = twilio.channel(LIMIT)) {
            sent = send(patient, many);
        }
        assertThat(sent).allSatisfy(o -> assertThat(o).isInstanceOf(Accepted.class));

        List<Resolution> found = resolve(many, since);

        for (int i = 0; i < same.length; i++) {
            assertThat(found.get(i)).isEqualTo(new Resolution.Sent(((Accepted) sent.get(i)).providerId()));
        }
        assertThat(twilio.lists()).isEqualTo(2 * 140);
    }

    @Test
    void aTryIsNotTakenForAnEarlierOne() throws Exception {
        assertThat(send(1)).hasOnlyElementsOfType(Accepted.class);

        assertThat(resolve(batch(1, () -> null), Instant.now().plusSeconds(60))).containsOnly(new Resolution.Absent());
    }

    @Test
    void aListThatCannotBeReadLeavesItUndecided() throws Exception {
        twilio.faults(new JsonObject().put("down", true));

        assertThat(resolve(batch(30, () -> null), Instant.now())).hasSize(30).containsOnly(new Resolution.Undecided());
    }

    @Test
    void theCertificateIsVerified() throws Exception {
        try (SmsChannel trusting = twilio.secureChannel(Optional.of(twilio.certificate()))) {
            assertThat(send(trusting, batch(3, () -> null))).hasOnlyElementsOfType(Accepted.class);
        }
        try (SmsChannel doubting = twilio.secureChannel(Optional.empty())) {
            assertThat(send(doubting, batch(3, () -> null))).containsOnly(new NotSent(NotSentCause.CONNECT));
        }
    }

    @Test
    void callbacksComeSignedToTheAddressOfTheDelivery() throws Exception {
        try (Callbacks callbacks = new Callbacks()) {
            twilio.route(callbacks.url());
            String sid = ((Accepted) send(1).getFirst()).providerId();

            Map<String, Evidence> evidence = new HashMap<>();
            for (int i = 0; i < 2; i++) {
                Callback callback = callbacks.next();
                String url = LINKS.smsStatus(token(0), 42);
                assertThat(url).endsWith(callback.uri());
                assertThat(TwilioSignature.verify(twilio.authToken(), url, callback.form(), callback.signature()))
                        .isTrue();
                assertThat(TwilioSignature.verify("another", url, callback.form(), callback.signature()))
                        .isFalse();
                Progress progress = (Progress) TwilioCallback.parse(callback.form(), TwilioErrors.standard());
                evidence.put(callback.form().get("MessageStatus"), progress.evidence());
                assertThat(progress.messageSid()).isEqualTo(sid);
            }
            assertThat(evidence).isEqualTo(Map.of("sent", Evidence.ACCEPTED, "delivered", Evidence.DELIVERED));
        }
    }

    private List<SendOutcome> send(int size) throws InterruptedException {
        return send(channel, batch(size, () -> null));
    }

    private static List<SendOutcome> send(SmsChannel to, Batch batch) throws InterruptedException {
        RecordingSink sink = new RecordingSink(batch.size());
        to.send(batch, sink);
        return sink.awaitAll(LIMIT);
    }

    private List<Resolution> resolve(Batch batch, Instant since) throws InterruptedException {
        record Answer(int index, Resolution resolution) {}
        BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(batch.size() + 1);
        channel.resolve(batch, since, (index, resolution) -> answers.add(new Answer(index, resolution)));
        Resolution[] found = new Resolution[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            Answer answer = answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer).as("answer %d of %d", i + 1, batch.size()).isNotNull();
            assertThat(found[answer.index]).as("answers to %d", answer.index).isNull();
            found[answer.index] = answer.resolution;
        }
        return new ArrayList<>(List.of(found));
    }

    private static Batch batch(int size, Batch.WriteGate gate) {
        String[] addresses = new String[size];
        String[] tokens = new String[size];
        for (int i = 0; i < size; i++) {
            addresses[i] = number(i);
            tokens[i] = token(i);
        }
        return new Batch(SampleContent.of(7), 42, addresses, tokens, new byte[size], gate);
    }

    private static String number(int n) {
        return String.format(Locale.ROOT, "+447700900%03d", n);
    }

    private static String token(int n) {
        return TOKENS.url(new DeliveryToken(7, n, 0, 0));
    }

    /// A status callback as it arrived.
    private record Callback(String uri, String signature, Map<String, String> form) {}

    /// Stands in for the edge.
    private static final class Callbacks implements AutoCloseable {
        private final HttpServer server;
        private final BlockingQueue<Callback> received = new ArrayBlockingQueue<>(100);

        Callbacks() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            server.createContext("/", this::take);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        Callback next() throws InterruptedException {
            Callback callback;
            do {
                callback = received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(callback).as("a callback").isNotNull();
            } while (!callback.uri().startsWith("/receipts/sms/"));
            return callback;
        }

        private void take(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signature = exchange.getRequestHeaders().getFirst(TwilioSignature.HEADER);
            received.add(
                    new Callback(exchange.getRequestURI().toString(), signature == null ? "" : signature, form(body)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }

        private static Map<String, String> form(String body) {
            Map<String, String> form = new HashMap<>();
            for (String pair : body.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
            return form;
        }

        private static String decode(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}

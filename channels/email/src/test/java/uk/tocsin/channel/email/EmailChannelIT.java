package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.IDN;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
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

/// The wire against servers that do as they please.
@Timeout(60)
class EmailChannelIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final List<FakeSmtp> servers = new ArrayList<>();
    private final List<EmailChannel> channels = new ArrayList<>();
    private final AtomicReference<@Nullable NotSentCause> gate = new AtomicReference<>();

    @AfterEach
    void stop() {
        channels.forEach(EmailChannel::close);
        servers.forEach(FakeSmtp::close);
    }

    @AfterAll
    static void stopVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private FakeSmtp server() {
        FakeSmtp server = new FakeSmtp();
        servers.add(server);
        return server;
    }

    private EmailChannel open(EmailOptions options) {
        EmailChannel channel = EmailChannel.open(VERTX, options, InstantSource.fixed(SampleContent.NOW));
        channels.add(channel);
        return channel;
    }

    private EmailChannel open(int connections, FakeSmtp... relays) {
        return open(Samples.options(Stream.of(relays).map(FakeSmtp::relay).toList(), connections));
    }

    private List<SendOutcome> send(EmailChannel channel, int size) throws Exception {
        RecordingSink sink = new RecordingSink(size);
        channel.send(Samples.batch(SampleContent.of(7), size, gate), sink);
        return sink.awaitAll(LIMIT);
    }

    private List<SendOutcome> send(EmailChannel channel, String... addresses) throws Exception {
        RecordingSink sink = new RecordingSink(addresses.length);
        channel.send(Samples.batch(SampleContent.of(7), gate, addresses), sink);
        return sink.awaitAll(LIMIT);
    }

    @Test
    void theEnvelopeIsVerpAndTheDotIsLast() throws Exception {
        FakeSmtp relay = server();

        assertThat(send(open(1, relay), "ann@example.test")).containsExactly(new Accepted(""));

        FakeSmtp.Received mail = relay.mails.getFirst();
        assertThat(mail.from()).isEqualTo("bounce+" + TokenText.toBase32(Samples.token(0)) + "@" + Samples.DOMAIN);
        assertThat(mail.to()).isEqualTo("ann@example.test");
        assertThat(mail.text()).endsWith("\r\n.\r\n").contains("\r\nTo: ann@example.test\r\n");
        assertThat(mail.text().replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneConnectionCarriesManyWithPipeliningAndWithout(boolean pipelining) throws Exception {
        FakeSmtp relay = server();
        relay.features = pipelining ? List.of("PIPELINING") : List.of();

        assertThat(send(open(1, relay), 40)).hasSize(40).containsOnly(new Accepted(""));

        assertThat(relay.connections).hasValue(1);
        assertThat(relay.mails)
                .extracting(FakeSmtp.Received::to)
                .doesNotHaveDuplicates()
                .hasSize(40);
    }

    @Test
    void aConnectionIsReplacedAfterItsMessages() throws Exception {
        FakeSmtp relay = server();

        assertThat(send(open(1, relay), 250)).containsOnly(new Accepted(""));

        assertThat(relay.connections).hasValue(3);
        assertThat(relay.commands).contains("QUIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.test\r\nRCPT TO:<eve@example.test>",
                "ann@example.test\nBcc: eve@example.test",
                "ann\u0000@example.test",
                "ann@example.test>",
                "ann@exa mple.test",
                "ann@[127.0.0.1]",
                "ann",
                "@example.test",
                "ann@",
                "",
                "a..b@example.test",
                "\"a\r\nb\"@example.test",
                "ann\u0085@example.test"
            })
    void whatIsNoMailboxIsRefusedBeforeAnythingIsWritten(String address) throws Exception {
        FakeSmtp relay = server();

        List<SendOutcome> outcomes = send(open(1, relay), address, "ann@example.test");

        assertThat(outcomes).containsExactly(new Refused(FailureReason.INVALID_ADDRESS, "5.1.3"), new Accepted(""));
        assertThat(relay.commands.stream().filter(line -> line.startsWith("RCPT")))
                .containsExactly("RCPT TO:<ann@example.test>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"354 Go ahead", "554 5.5.1 No valid recipients"})
    void aRefusedRecipientInAPipelineHarmsNoOther(String answerToData) throws Exception {
        FakeSmtp relay = server();
        AtomicReference<Boolean> bad = new AtomicReference<>(false);
        relay.onRcpt = line -> {
            bad.set(line.contains("person1@"));
            return bad.get() ? "550 5.1.1 No such person" : "250 2.1.5 Ok";
        };
        relay.onData = line -> bad.get() ? answerToData : "354 Go ahead";
        relay.onDot = to -> bad.get() ? "554 5.5.1 No valid recipients" : "250 2.0.0 Queued";

        List<SendOutcome> outcomes = send(open(1, relay), 4);

        assertThat(outcomes)
                .containsExactly(
                        new Accepted(""),
                        new Refused(FailureReason.INVALID_ADDRESS, "550 5.1.1"),
                        new Accepted(""),
                        new Accepted(""));
        assertThat(relay.connections).hasValue(1);
        assertThat(relay.mails)
                .filteredOn(mail -> mail.to().startsWith("person1@"))
                .allSatisfy(mail -> assertThat(mail.text()).isEqualTo(".\r\n"));
    }

    @Test
    void withoutPipeliningARefusedRecipientIsReset() throws Exception {
        FakeSmtp relay = server();
        relay.features = List.of();
        relay.onRcpt = line -> line.contains("person1@") ? "550 5.1.1 No such person" : "250 2.1.5 Ok";

        assertThat(send(open(1, relay), 3)).element(1).isInstanceOf(Refused.class);

        assertThat(relay.commands).contains("RSET");
        assertThat(relay.mails).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "450 4.2.0 Greylisted, NOT_SENT, UNAVAILABLE",
        "452 4.2.2 Mailbox full, NOT_SENT, UNAVAILABLE",
        "451 4.7.1 Later, NOT_SENT, UNAVAILABLE",
        "421 Closing, NOT_SENT, UNAVAILABLE",
        "530 5.7.0 Authenticate, NOT_SENT, AUTHENTICATION",
        "451 4.7.28 Too fast, THROTTLED, ",
        "421 4.3.2 Too busy, THROTTLED, ",
        "552 5.2.2 Full, REFUSED, MAILBOX_FULL",
        "554 5.7.1 Policy, REFUSED, POLICY",
        "550 5.2.1 Disabled, REFUSED, INACTIVE",
        "250 2.0.0 Fine, ACCEPTED, ",
        "354 What, UNKNOWN, PROTOCOL",
        "SILENCE, UNKNOWN, TIMEOUT",
        "CLOSE, UNKNOWN, RESET",
        "rubbish, UNKNOWN, PROTOCOL"
    })
    void theAnswerToTheDotDecides(String answer, String kind, @Nullable String detail) throws Exception {
        FakeSmtp relay = server();
        relay.onDot = to -> answer;

        SendOutcome outcome = send(open(1, relay), 1).getFirst();

        String code = answer.substring(0, Math.min(9, answer.length()));
        SendOutcome expected = switch (kind) {
            case "NOT_SENT" -> new NotSent(NotSentCause.valueOf(String.valueOf(detail)));
            case "THROTTLED" -> new Throttled(Duration.ofSeconds(60));
            case "REFUSED" -> new Refused(FailureReason.valueOf(String.valueOf(detail)), code);
            case "ACCEPTED" -> new Accepted("");
            default -> new Unknown(UnknownCause.valueOf(String.valueOf(detail)));
        };
        assertThat(outcome).isEqualTo(expected);
        assertThat(relay.dots).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeSmtp.SILENCE, FakeSmtp.CLOSE, "rubbish", "250 2.0.0 Not a 354"})
    void whatHappensBeforeTheContentIsNotSent(String answerToData) throws Exception {
        FakeSmtp relay = server();
        relay.onData = line -> answerToData;

        assertThat(send(open(1, relay), 1)).containsExactly(new NotSent(NotSentCause.CONNECT));
        assertThat(relay.dots).hasValue(0);
    }

    @Test
    void aConnectionThatClosesAtDataIsReplacedWhileTheGateAllows() throws Exception {
        FakeSmtp relay = server();
        relay.onData = line -> relay.connections.get() == 1 && !relay.mails.isEmpty() ? FakeSmtp.CLOSE : "354 Go";

        assertThat(send(open(1, relay), 3)).containsOnly(new Accepted(""));
        assertThat(relay.mails).hasSize(3);
    }

    @Test
    void theGateIsAskedBeforeTheContent() throws Exception {
        FakeSmtp relay = server();
        relay.onData = line -> {
            gate.set(NotSentCause.GATE);
            return "354 Go ahead";
        };

        assertThat(send(open(1, relay), 3)).containsOnly(new NotSent(NotSentCause.GATE));
        assertThat(relay.dots).hasValue(0);
    }

    @Test
    void aGateThatClosesWhileARelayIsSilentIsReportedSoon() throws Exception {
        FakeSmtp relay = server();
        relay.onMail = line -> {
            gate.set(NotSentCause.PERMIT);
            return FakeSmtp.SILENCE;
        };
        long start = System.nanoTime();

        assertThat(send(open(1, relay), 3)).containsOnly(new NotSent(NotSentCause.PERMIT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(relay.dots).hasValue(0);
    }

    @Test
    void multilineAnswersAreOneAnswer() throws Exception {
        FakeSmtp relay = server();
        relay.banner = "220-relay.example.test\r\n220-welcomes you\r\n220 today";
        relay.onRcpt = line -> "250-2.1.5 Yes\r\n250 2.1.5 Indeed";
        relay.onDot = to -> "550-5.7.1 This\r\n550-5.7.1 is a\r\n550 5.7.1 policy";

        assertThat(send(open(1, relay), 1)).containsExactly(new Refused(FailureReason.POLICY, "550 5.7.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.7.1 Not you", FakeSmtp.CLOSE, "SSH-2.0-OpenSSH_9.6", FakeSmtp.SILENCE})
    void aRelayThatDoesNotGreetIsNoRelay(String banner) throws Exception {
        FakeSmtp relay = server();
        relay.banner = banner;

        assertThat(send(open(2, relay), 5)).containsOnly(new NotSent(NotSentCause.CONNECT));
    }

    @Test
    void anAddressBeyondAsciiNeedsARelayThatTakesIt() throws Exception {
        FakeSmtp able = server();
        FakeSmtp unable = server();
        unable.features = List.of("PIPELINING");

        assertThat(send(open(1, able), "siân@tŷ.example.test")).containsExactly(new Accepted(""));
        assertThat(send(open(1, unable), "siân@example.test", "sian@tŷ.example.test"))
                .containsExactly(new Refused(FailureReason.CONFIGURATION, "5.6.7"), new Accepted(""));
        assertThat(able.commands).anyMatch(line -> line.endsWith("> BODY=8BITMIME SMTPUTF8"));
        assertThat(able.mails.getFirst().text()).contains("\r\nTo: siân@" + IDN.toASCII("tŷ.example.test") + "\r\n");
    }

    @Test
    void aMailTheSocketHasNotTakenIsCutOffWhenTheGateCloses() throws Exception {
        FakeSmtp relay = server();
        relay.readsContent = new CountDownLatch(1);
        Variant huge =
                new Variant(Tier.PUBLIC, Language.EN, "Long", "x", "More than buffers hold. ".repeat(100_000), "");
        Content content = SampleContent.of(7, Mode.ACTUAL, Handling.PUBLIC, Severity.EXTREME, huge);
        relay.onData = line -> {
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(() -> gate.set(NotSentCause.PERMIT));
            return "354 Go ahead";
        };
        RecordingSink sink = new RecordingSink(1);

        open(1, relay).send(Samples.batch(content, 1, gate), sink);

        assertThat(sink.awaitAll(LIMIT)).containsExactly(new NotSent(NotSentCause.PERMIT));
        relay.readsContent.countDown();
        Awaitility.await().atMost(LIMIT).until(() -> relay.truncated.get() == 1);
        assertThat(relay.dots).hasValue(0);
    }

    @Test
    void aThrottledRelayLeavesItsWorkToAnother() throws Exception {
        FakeSmtp tired = server();
        FakeSmtp fresh = server();
        tired.onDot = to -> "451 4.7.28 Too fast";

        assertThat(send(open(2, tired, fresh), 40)).containsOnly(new Accepted(""));
        assertThat(fresh.mails).hasSize(40);
    }
}

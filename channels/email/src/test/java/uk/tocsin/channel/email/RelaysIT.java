package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.tocsin.channel.email.EmailOptions.Relay;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.RecordingSink;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.Accepted;

/// Two relays, one of them ill.
@Timeout(60)
class RelaysIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 8;
    private static final int MAILS = 1_000;
    /// What the healthy relay takes for each exchange: it makes the rate depend on it and not on this machine.
    private static final Duration ROUND_TRIP = Duration.ofMillis(5);

    private final FakeSmtp well = new FakeSmtp();
    private final FakeSmtp ill = new FakeSmtp();
    private final AtomicReference<@Nullable NotSentCause> gate = new AtomicReference<>();
    private final Content content = SampleContent.of(7);

    enum Illness {
        DEAD,
        NO_BANNER,
        SILENT_AT_MAIL,
        SLOW
    }

    @AfterEach
    void stop() {
        well.close();
        ill.close();
    }

    @AfterAll
    static void stopVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private EmailChannel open(Relay... relays) {
        return EmailChannel.open(
                VERTX, Samples.options(List.of(relays), CONNECTIONS), InstantSource.fixed(SampleContent.NOW));
    }

    private void infect(Illness illness) {
        switch (illness) {
            case DEAD -> ill.close();
            case NO_BANNER -> ill.banner = FakeSmtp.SILENCE;
            case SILENT_AT_MAIL -> ill.onMail = line -> FakeSmtp.SILENCE;
            case SLOW -> ill.delay = Duration.ofSeconds(1);
        }
    }

    private List<SendOutcome> send(EmailChannel channel, int size) throws Exception {
        RecordingSink sink = new RecordingSink(size);
        channel.send(Samples.batch(content, size, gate), sink);
        return sink.awaitAll(LIMIT);
    }

    private Duration timed(EmailChannel channel) throws Exception {
        send(channel, CONNECTIONS);
        long start = System.nanoTime();
        assertThat(send(channel, MAILS)).containsOnly(new Accepted(""));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @ParameterizedTest
    @EnumSource(Illness.class)
    void anIllRelayLeavesTheRateOfTheOther(Illness illness) throws Exception {
        well.delay = ROUND_TRIP;
        infect(illness);
        try (EmailChannel alone = open(well.relay());
                EmailChannel both = open(ill.relay(), well.relay())) {
            Duration healthy = timed(alone);
            Duration withIll = timed(both);

            // A rate of 80 %, and one stall until the relay is known to be ill.
            Duration allowed = healthy.multipliedBy(5).dividedBy(4).plus(Duration.ofMillis(600));
            assertThat(withIll).isLessThan(allowed);
        }
    }

    @Test
    void twoHealthyRelaysShareTheWork() throws Exception {
        well.delay = ROUND_TRIP;
        ill.delay = ROUND_TRIP;
        try (EmailChannel both = open(ill.relay(), well.relay())) {
            assertThat(send(both, 400)).containsOnly(new Accepted(""));
        }
        assertThat(well.mails.size()).isBetween(100, 300);
    }

    @Test
    void aRelayThatIsSilentAfterTheDotCostsOnlyWhatItHolds() throws Exception {
        ill.onDot = to -> FakeSmtp.SILENCE;
        try (EmailChannel both = open(ill.relay(), well.relay())) {
            List<SendOutcome> outcomes = send(both, MAILS);

            assertThat(outcomes.stream().filter(SendOutcome.Unknown.class::isInstance))
                    .hasSize(ill.dots.get())
                    .hasSizeBetween(1, 2 * CONNECTIONS);
            assertThat(outcomes.stream().filter(Accepted.class::isInstance)).hasSize(well.dots.get());
        }
    }

    @Test
    void aRelayThatComesBackIsUsedAgain() throws Exception {
        ill.onMail = line -> FakeSmtp.CLOSE;
        try (EmailChannel both = open(ill.relay(), well.relay())) {
            assertThat(send(both, 50)).containsOnly(new Accepted(""));
            ill.onMail = line -> "250 2.1.0 Ok";
            Awaitility.await().atMost(LIMIT).until(() -> {
                send(both, 20);
                return !ill.mails.isEmpty();
            });
        }
    }

    @Test
    void whenNoRelayIsLeftNothingIsSent() throws Exception {
        well.close();
        ill.close();
        try (EmailChannel both = open(ill.relay(), well.relay())) {
            assertThat(send(both, 50)).containsOnly(new SendOutcome.NotSent(NotSentCause.CONNECT));
        }
    }
}

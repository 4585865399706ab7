package uk.tocsin.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// What every [Channel] owes its lane, against a provider that can be counted, silenced and stopped.
///
/// An implementation starts its provider on loopback and opens the channel on it with the timeout it is told: a
/// patient one, which no machine is too busy for, except in the tests about timeouts. The provider must take [#FITS]
/// deliveries at once.
@Timeout(60)
public abstract class ChannelContract {
    /// Deliveries that a channel has to carry at once.
    protected static final int FITS = 40;

    /// More than any channel of these tests carries at once.
    private static final int FLOOD = 2_000;

    private static final Duration SLACK = Duration.ofSeconds(5);

    /// Nothing here takes so long, unless it never ends.
    private static final Duration PATIENT = Duration.ofSeconds(30);

    /// For tests that wait until it has passed.
    private static final Duration HASTY = Duration.ofSeconds(2);

    /// The provider's end of the wire.
    protected interface Provider extends AutoCloseable {
        /// Messages received whole since the start: their last byte has arrived.
        int received();

        /// From now on reads what comes and answers nothing to a message.
        void fallSilent();

        /// Cuts its connections and listens no more.
        @Override
        void close();
    }

    private Provider provider = new Unstarted();
    private @Nullable Channel channel;

    /// Starts a provider that accepts everything.
    protected abstract Provider startProvider() throws Exception;

    /// Opens a channel to the provider that waits so long for an answer.
    protected abstract Channel openChannel(Provider provider, Duration timeout) throws Exception;

    /// Distinct addresses that the provider accepts.
    protected abstract String address(int n);

    @BeforeEach
    void startBoth() throws Exception {
        provider = startProvider();
        channel = openChannel(provider, PATIENT);
    }

    private void openHasty() throws Exception {
        channel().close();
        channel = openChannel(provider, HASTY);
    }

    @AfterEach
    void stopBoth() {
        channel().close();
        provider.close();
    }

    @Test
    void everyDeliveryIsAcceptedOnce() throws Exception {
        List<SendOutcome> outcomes = send(FITS, () -> null).awaitAll(limit());

        assertThat(outcomes).allSatisfy(o -> assertThat(o).isInstanceOf(SendOutcome.Accepted.class));
        assertThat(provider.received()).isEqualTo(FITS);
    }

    @Test
    void anEmptyBatchHasNoOutcome() throws Exception {
        assertThat(send(0, () -> null).awaitAll(limit())).isEmpty();
        assertThat(send(1, () -> null).awaitAll(limit())).hasSize(1);
    }

    @Test
    void aRefusingGateLetsNothingOntoTheWire() throws Exception {
        for (NotSentCause cause : List.of(NotSentCause.PERMIT, NotSentCause.GATE)) {
            assertThat(send(FITS, () -> cause).awaitAll(limit())).containsOnly(new SendOutcome.NotSent(cause));
        }
        assertThat(provider.received()).isZero();
        assertThat(send(1, () -> null).awaitAll(limit())).hasSize(1);
        assertThat(provider.received()).as("the provider counts").isEqualTo(1);
    }

    @Test
    void aGateThatClosesInTheMiddleCutsCleanly() throws Exception {
        AtomicReference<@Nullable NotSentCause> refusal = new AtomicReference<>();
        RecordingSink sink = new RecordingSink(FLOOD);
        channel().send(batch(FLOOD, refusal::get), sink);
        // Not the first outcome: what does not fit ends at once, perhaps before anything is written.
        Awaitility.await().atMost(limit()).until(() -> provider.received() > 0);
        refusal.set(NotSentCause.PERMIT);

        assertWhatWasAcceptedWasReceived(sink.awaitAll(limit()));
    }

    @Test
    void whatDoesNotFitIsReportedNotQueued() throws Exception {
        assertWhatWasAcceptedWasReceived(send(FLOOD, () -> null).awaitAll(limit()));
    }

    @Test
    void manyThreadsMaySend() throws Exception {
        List<CompletableFuture<RecordingSink>> sends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sends.add(CompletableFuture.supplyAsync(() -> send(FITS / 4, () -> null)));
        }
        for (CompletableFuture<RecordingSink> sent : sends) {
            sent.get(PATIENT.toSeconds(), TimeUnit.SECONDS).awaitAll(limit());
        }
        assertThat(provider.received()).isEqualTo(FITS);
    }

    @Test
    void aSilentProviderIsUnknownInTime() throws Exception {
        openHasty();
        send(1, () -> null).awaitAll(limit());
        provider.fallSilent();

        List<SendOutcome> outcomes = send(FITS, () -> null).awaitAll(limit());

        assertThat(outcomes).hasAtLeastOneElementOfType(SendOutcome.Unknown.class);
        assertWrittenIsUnknown(outcomes);
    }

    @Test
    void sendReturnsAtOnceThoughTheProviderIsSilent() throws Exception {
        openHasty();
        provider.fallSilent();
        RecordingSink sink = new RecordingSink(FLOOD);
        long start = System.nanoTime();
        channel().send(batch(FLOOD, () -> null), sink);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(channel().requestTimeout());
        sink.awaitAll(limit());
    }

    @Test
    void closingReportsWhatIsOutstanding() throws Exception {
        send(1, () -> null).awaitAll(limit());
        provider.fallSilent();
        RecordingSink sink = send(FITS, () -> null);
        Awaitility.await().atMost(limit()).until(() -> provider.received() > 1);
        channel().close();

        assertWrittenIsUnknown(sink.awaitAll(limit()));
    }

    @Test
    void aClosedChannelSendsNothing() throws Exception {
        channel().close();

        assertThat(send(FITS, () -> null).awaitAll(limit()))
                .allSatisfy(o -> assertThat(o).isInstanceOf(SendOutcome.NotSent.class));
        assertThat(provider.received()).isZero();
    }

    @Test
    void withoutItsProviderNothingIsSent() throws Exception {
        provider.close();

        List<SendOutcome> outcomes = send(FITS, () -> null).awaitAll(limit());

        assertThat(outcomes).hasAtLeastOneElementOfType(SendOutcome.NotSent.class);
        assertThat(outcomes)
                .allSatisfy(o -> assertThat(o).isInstanceOfAny(SendOutcome.NotSent.class, SendOutcome.Unknown.class));
    }

    @Test
    void everyQuestionAboutAnUnknownIsAnsweredOnce() throws Exception {
        CountDownLatch open = new CountDownLatch(FITS);
        AtomicInteger answers = new AtomicInteger();
        channel().resolve(batch(FITS, () -> null), Instant.now(), (index, resolution) -> {
            answers.incrementAndGet();
            open.countDown();
        });

        assertThat(open.await(limit().toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(answers).hasValue(FITS);
    }

    /// The channel under test.
    protected final Channel channel() {
        if (channel == null) {
            throw new IllegalStateException("the channel was not opened");
        }
        return channel;
    }

    /// A batch of the sample alert.
    protected final Batch batch(int size, Batch.WriteGate gate) {
        String[] addresses = new String[size];
        String[] tokens = new String[size];
        for (int i = 0; i < size; i++) {
            addresses[i] = address(i);
            tokens[i] = String.format(Locale.ROOT, "AcceptanceTestToken-%04d", i);
        }
        return new Batch(SampleContent.of(7), 42, addresses, tokens, new byte[size], gate);
    }

    private RecordingSink send(int size, Batch.WriteGate gate) {
        RecordingSink sink = new RecordingSink(size);
        channel().send(batch(size, gate), sink);
        return sink;
    }

    private Duration limit() {
        return channel().requestTimeout().plus(SLACK);
    }

    private void assertWhatWasAcceptedWasReceived(List<SendOutcome> outcomes) {
        long accepted =
                outcomes.stream().filter(SendOutcome.Accepted.class::isInstance).count();
        assertThat(accepted).isPositive().isEqualTo(provider.received());
        assertThat(outcomes)
                .allSatisfy(o -> assertThat(o)
                        .isInstanceOfAny(
                                SendOutcome.Accepted.class, SendOutcome.NotSent.class, SendOutcome.Throttled.class));
    }

    private void assertWrittenIsUnknown(List<SendOutcome> outcomes) {
        long unknown =
                outcomes.stream().filter(SendOutcome.Unknown.class::isInstance).count();
        assertThat(unknown)
                .as("one message was accepted before; what was received and not answered is unknown")
                .isGreaterThanOrEqualTo(provider.received() - 1L);
        assertThat(outcomes)
                .allSatisfy(o -> assertThat(o).isInstanceOfAny(SendOutcome.Unknown.class, SendOutcome.NotSent.class));
    }

    private static final class Unstarted implements Provider {
        @Override
        public int received() {
            return 0;
        }

        @Override
        public void fallSilent() {
            throw new IllegalStateException("the provider was not started");
        }

        @Override
        public void close() {}
    }
}

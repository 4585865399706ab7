package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;
import static uk.tocsin.journal.Waiting.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.JournalException;

/// What an append is told, whatever the producer says.
@Timeout(60)
class AppenderTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /// A producer of which the test decides what becomes of each record.
    private static final class Scripted extends MockProducer<byte[], byte[]> {
        volatile boolean takesNothing;

        Scripted() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (takesNothing) {
                // As the real one does when it has no metadata or no memory.
                TimeoutException refused = new TimeoutException("no room");
                callback.onCompletion(new RecordMetadata(new TopicPartition("t", 0), -1, 0, -1, -1, -1), refused);
                return CompletableFuture.failedFuture(refused);
            }
            return super.send(record, callback);
        }
    }

    private final Scripted producer = new Scripted();
    private final KafkaFutureImpl<Boolean> asked = new KafkaFutureImpl<>();
    private final Health health = new Health(() -> asked);
    private final Appender appender = new Appender(producer, log -> new TopicPartition("t", log), health);

    @AfterEach
    void close() {
        Thread answering = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                producer.completeNext();
            }
        });
        appender.close();
        answering.interrupt();
    }

    private CompletionStage<Appended> append(int log, String... texts) {
        List<byte[]> records = Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return appender.append(
                log,
                records,
                records.stream().mapToLong(record -> record.length).sum());
    }

    private void awaitSent(int count) {
        await().atMost(SOON).until(() -> producer.history().size() == count);
    }

    @Test
    void anAppendIsToldThePositionOfEachRecord() {
        CompletionStage<Appended> stage = append(3, "a", "b");
        awaitSent(2);
        producer.completeNext();
        assertThat(stage.toCompletableFuture()).isNotDone();
        producer.completeNext();
        assertThat(get(stage).first()).isZero();
        assertThat(get(stage).last()).isEqualTo(1);
    }

    @Test
    void whatComesMeanwhileWaitsForTheRoundBefore() {
        CompletionStage<Appended> first = append(3, "a");
        awaitSent(1);
        CompletionStage<Appended> second = append(3, "b");
        CompletionStage<Appended> other = append(4, "c");
        awaitSent(2);
        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(3, 4);
        producer.completeNext();
        get(first);
        awaitSent(3);
        producer.completeNext();
        producer.completeNext();
        assertThat(get(second).first()).isGreaterThan(get(first).first());
        get(other);
    }

    @Test
    void nothingIsAcknowledgedBehindAnAppendThatMayBeMissing() {
        CompletionStage<Appended> running = append(3, "a");
        awaitSent(1);
        CompletionStage<Appended> lost = append(3, "b", "c");
        CompletionStage<Appended> sameRound = append(3, "d");
        producer.completeNext();
        get(running);
        awaitSent(4);
        CompletionStage<Appended> behind = append(3, "e");
        producer.completeNext();
        producer.errorNext(new TimeoutException("expired"));
        producer.completeNext();
        assertThat(refusal(lost)).isEqualTo(JournalException.Kind.UNCERTAIN);
        assertThat(refusal(sameRound)).isEqualTo(JournalException.Kind.UNCERTAIN);
        assertThat(refusal(behind)).isEqualTo(JournalException.Kind.BUSY);
        assertThat(producer.history()).hasSize(4);
        assertThat(health.writable()).isFalse();
        CompletionStage<Appended> after = goesOn();
        assertThat(get(after).count()).isEqualTo(1);
        assertThat(health.writable()).isTrue();
    }

    /// The refusal is told before anything new is taken; a moment later there is room.
    private CompletionStage<Appended> goesOn() {
        int before = producer.history().size();
        return await().atMost(SOON)
                .until(
                        () -> {
                            CompletionStage<Appended> stage = append(3, "f");
                            await().atMost(SOON)
                                    .until(() -> stage.toCompletableFuture().isDone()
                                            || producer.history().size() > before);
                            producer.completeNext();
                            return stage;
                        },
                        stage -> !stage.toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void whatTheProducerDoesNotTakeIsCertainlyNotStored() {
        producer.takesNothing = true;
        assertThat(refusal(append(3, "a", "b"))).isEqualTo(JournalException.Kind.FULL);
        assertThat(health.writable()).isFalse();
        asked.complete(true);
        await().atMost(SOON).until(health::writable);
    }

    @Test
    void aProducerThatCannotGoOnRefusesWithCertainty() {
        producer.sendException = new KafkaException("in an error state");
        assertThat(refusal(append(3, "a"))).isEqualTo(JournalException.Kind.FULL);
        producer.sendException = null;
    }

    @Test
    void tooMuchAtOnceIsRefused() {
        byte[] large = new byte[1 << 20];
        int fitting = (int) (Appender.MAX_BYTES / (large.length + 100));
        for (int i = 0; i < fitting; i++) {
            assertThat(appender.append(i, List.of(large), large.length).toCompletableFuture())
                    .isNotCompletedExceptionally();
        }
        assertThat(refusal(appender.append(63, List.of(large), large.length))).isEqualTo(JournalException.Kind.BUSY);
    }

    @Test
    void anAppendThatTakesLongTurnsItUnwritableUntilItIsAnswered() {
        CompletionStage<Appended> stage = append(3, "a");
        awaitSent(1);
        await().atMost(SOON).until(() -> !health.writable());
        producer.completeNext();
        get(stage);
        await().atMost(SOON).until(health::writable);
    }

    @Test
    void aClosedAppenderAnswersWhatItTookAndTakesNoMore() throws Exception {
        CompletionStage<Appended> stage = append(3, "a");
        awaitSent(1);
        try (var closer = Executors.newSingleThreadExecutor()) {
            Future<?> closing = closer.submit(appender::close);
            await().atMost(SOON)
                    .until(() -> append(4, "b").toCompletableFuture().isCompletedExceptionally());
            assertThat(stage.toCompletableFuture()).isNotDone();
            producer.completeNext();
            closing.get(10, TimeUnit.SECONDS);
        }
        assertThat(get(stage).first()).isZero();
        assertThat(refusal(append(3, "c"))).isEqualTo(JournalException.Kind.CLOSED);
    }
}

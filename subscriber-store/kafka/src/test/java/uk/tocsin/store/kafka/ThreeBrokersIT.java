package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;
import static uk.tocsin.journal.Waiting.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Recorder;

/// Three brokers, of which first one and then another dies.
@Timeout(120)
class ThreeBrokersIT {
    private static final int LOG = 5;
    private static final int COUNT = 10_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void oneBrokerLessGoesOnTwoLessStopAndWhenOneComesBackNothingIsLost() throws Exception {
        try (Brokers brokers = Brokers.begin(3)) {
            KafkaSettings settings = brokers.settings().withDeliveryTimeout(LONG);
            KafkaSettings strict = brokers.settings().withDeliveryTimeout(Duration.ofSeconds(6));
            try (ExecutorService executor = Executors.newSingleThreadExecutor();
                    KafkaStore store = KafkaStore.open(settings);
                    KafkaStore every = KafkaStore.open(strict)) {
                // An operator's mistake after the start: every copy must be written.
                Admins.set(brokers, strict.shardsTopic(), "min.insync.replicas", "3");
                Recorder recorder = new Recorder(0);
                store.journal().follow(LOG, 0, executor, recorder);
                int leader = Admins.leader(brokers, settings, LOG);
                Numbers numbers = new Numbers(store.journal(), LOG, COUNT);
                await().atMost(LONG).until(() -> numbers.acknowledged() > COUNT / 20);
                brokers.kill(leader);
                assertThat(numbers.acknowledged()).isLessThan(COUNT);
                appendsAreUncertain(every.journal());
                Admins.set(brokers, strict.shardsTopic(), "min.insync.replicas", "2");
                // Nobody appends: the brokers are asked.
                await().atMost(LONG).until(every.journal()::writable);

                numbers.assertAllIn(recorder.await(COUNT));
                await().atMost(LONG).until(store.journal()::writable);
                nothingIsAcknowledged(brokers, leader % 3 + 1, store.journal());
                assertThat(recorder.await(COUNT + 1)).hasSize(COUNT + 1);
            }
        }
    }

    /// There are fewer copies than asked for.
    private static void appendsAreUncertain(Journal journal) {
        CompletionStage<Appended> first = journal.append(LOG, bytes("too few copies"));
        await().atMost(LONG).until(() -> !journal.writable());
        CompletionStage<Appended> behind = journal.append(LOG, bytes("behind it"));
        assertThat(refusal(first)).isEqualTo(JournalException.Kind.UNCERTAIN);
        assertThat(refusal(behind)).isEqualTo(JournalException.Kind.BUSY);
        assertThat(journal.writable()).isFalse();
    }

    private static List<byte[]> bytes(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void nothingIsAcknowledged(Brokers brokers, int another, Journal journal) {
        brokers.kill(another);
        CompletionStage<Appended> waiting = journal.append(LOG, bytes("waits"));
        await().atMost(LONG).until(() -> !journal.writable());
        assertThat(waiting.toCompletableFuture()).isNotDone();
        brokers.start(another);
        assertThat(get(waiting).first()).isEqualTo(COUNT);
        await().atMost(LONG).until(journal::writable);
    }
}

package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Recorder;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Marks.Erasure;

/// The only broker dies in the middle of appends and marks, and comes back.
@Timeout(90)
class BrokerRestartIT {
    private static final int COUNT = 20_000;
    private static final int LOG = 5;
    private static final Duration LONG = Duration.ofSeconds(40);

    private final AtomicInteger marked = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void nothingIsLostDoubledOrReorderedWhenABrokerDiesAndComesBack() throws Exception {
        try (Brokers brokers = Brokers.begin(1)) {
            KafkaSettings settings = brokers.settings().withDeliveryTimeout(LONG);
            try (ExecutorService executor = Executors.newSingleThreadExecutor();
                    ExecutorService marker = Executors.newSingleThreadExecutor();
                    KafkaStore store = KafkaStore.open(settings)) {
                Future<?> marking = marker.submit(() -> mark(store.marks()));
                append(brokers, store.journal(), executor);
                enough.set(true);
                marking.get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            try (KafkaStore store = KafkaStore.open(settings)) {
                assertThat(store.marks().erasures()).isEqualTo(erasures(marked.get()));
            }
        }
    }

    private void mark(Marks marks) {
        while (!enough.get()) {
            marks.erased(erasure(marked.get()));
            marked.incrementAndGet();
        }
    }

    private static Erasure erasure(int number) {
        return new Erasure(number, new UUID(1, number));
    }

    private static List<Erasure> erasures(int count) {
        return IntStream.range(0, count).mapToObj(BrokerRestartIT::erasure).toList();
    }

    private void append(Brokers brokers, Journal journal, ExecutorService executor) throws Exception {
        Recorder followedThroughout = new Recorder(0);
        Recorder control = new Recorder(0);
        try (var _ = journal.follow(LOG, 0, executor, followedThroughout);
                var _ = journal.follow(Journal.CONTROL, 0, executor, control)) {
            Numbers numbers = new Numbers(journal, LOG, COUNT);
            Numbers acts = new Numbers(journal, Journal.CONTROL, COUNT / 10);
            await().atMost(LONG).until(() -> numbers.acknowledged() > COUNT / 20 && marked.get() > 1);
            brokers.kill(1);
            assertThat(numbers.acknowledged()).isLessThan(COUNT);
            await().atMost(LONG).until(() -> !journal.writable());
            int before = marked.get();
            brokers.start(1);
            numbers.assertAllIn(followedThroughout.await(COUNT));
            acts.assertAllIn(control.await(COUNT / 10));
            await().atMost(LONG).until(() -> journal.writable() && marked.get() > before + 1);
        }
    }
}

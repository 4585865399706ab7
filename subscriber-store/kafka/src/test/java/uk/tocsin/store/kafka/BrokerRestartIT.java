package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Recorder;

/// The only broker dies in the middle of appends and comes back.
@Timeout(90)
class BrokerRestartIT {
    private static final int COUNT = 20_000;
    private static final int LOG = 5;
    private static final Duration LONG = Duration.ofSeconds(40);

    @Test
    void nothingIsLostDoubledOrReorderedWhenABrokerDiesAndComesBack() throws Exception {
        try (Brokers brokers = Brokers.begin(1);
                ExecutorService executor = Executors.newSingleThreadExecutor();
                KafkaStore store = KafkaStore.open(brokers.settings().withDeliveryTimeout(LONG))) {
            Journal journal = store.journal();
            Recorder followedThroughout = new Recorder(0);
            Recorder control = new Recorder(0);
            try (var _ = journal.follow(LOG, 0, executor, followedThroughout);
                    var _ = journal.follow(Journal.CONTROL, 0, executor, control)) {
                Numbers numbers = new Numbers(journal, LOG, COUNT);
                Numbers acts = new Numbers(journal, Journal.CONTROL, COUNT / 10);
                await().atMost(LONG).until(() -> numbers.acknowledged() > COUNT / 20);
                brokers.kill(1);
                assertThat(numbers.acknowledged()).isLessThan(COUNT);
                await().atMost(LONG).until(() -> !journal.writable());
                brokers.start(1);
                numbers.assertAllIn(followedThroughout.await(COUNT));
                acts.assertAllIn(control.await(COUNT / 10));
                await().atMost(LONG).until(journal::writable);
            }
        }
    }
}

package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.model.SlotKind;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Marks.Erasure;
import uk.tocsin.register.MarksContract;
import uk.tocsin.register.RegisterException;

@Timeout(60)
class KafkaMarksIT extends MarksContract {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final KafkaSettings settings = Brokers.shared().settings();
    private KafkaStore store = KafkaStore.open(settings);

    @Override
    protected Marks open() {
        return store.marks();
    }

    @Override
    protected Marks reopen(Marks open) {
        open.close();
        store.close();
        store = KafkaStore.open(settings);
        return open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatAnotherNodeMarksIsKnownHereWithinASecond() {
        try (KafkaStore other = KafkaStore.open(settings)) {
            Erasure erasure = new Erasure(524, new UUID(7, 12));
            other.marks().erased(erasure);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> store.marks().isErased(524));
            assertThat(store.marks().erasures()).containsExactly(erasure);
            store.marks().raiseSlots(5, SlotKind.SUBSCRIBER, 100);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> other.marks().slots(5, SlotKind.SUBSCRIBER) == 100);
            other.marks().raiseSlots(5, SlotKind.SUBSCRIBER, 99);
            store.marks().raiseVersion(1);
            assertThat(store.marks().slots(5, SlotKind.SUBSCRIBER)).isEqualTo(100);
        }
    }

    @Test
    void aSmallerNumberThatComesLaterDoesNotCount() throws Exception {
        store.marks().raiseAlerts(4097);
        write("alerts 12");
        store.marks().raiseVersion(1);
        assertThat(store.marks().alerts()).isEqualTo(4097);
    }

    @Test
    void twoWhoProposeAtOnceAgree() throws Exception {
        UUID one = new UUID(1, 1);
        UUID two = new UUID(2, 2);
        CyclicBarrier both = new CyclicBarrier(2);
        try (KafkaStore other = KafkaStore.open(settings);
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Future<UUID> first = executor.submit(() -> {
                both.await();
                return store.marks().found(one);
            });
            Future<UUID> second = executor.submit(() -> {
                both.await();
                return other.marks().found(two);
            });
            UUID agreed = first.get(30, TimeUnit.SECONDS);
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(agreed).isIn(one, two);
            assertThat(store.marks().installation()).contains(agreed);
            assertThat(other.marks().installation()).contains(agreed);
        }
    }

    @Test
    void aLineOfALaterVersionStopsMarkingAndRefusesTheNextStart() throws Exception {
        store.marks().raiseAlerts(10);
        write("later 3");
        String reason = "topic " + settings.marksTopic() + ", record 1: this version of Tocsin does not know it";
        await().untilAsserted(() -> assertThatThrownBy(
                        () -> store.marks().raiseAlerts(20 + store.marks().alerts()))
                .isInstanceOf(RegisterException.class)
                .hasMessageContaining(reason));
        assertThat(store.marks().alerts()).isGreaterThanOrEqualTo(10);
        assertThatThrownBy(() -> KafkaStore.open(settings))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageStartingWith(reason);
    }

    private void write(String line) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", String.join(",", Brokers.shared().plain()));
        StringSerializer strings = new StringSerializer();
        try (Producer<String, String> producer = new KafkaProducer<>(config, strings, strings)) {
            assertThat(producer.send(new ProducerRecord<>(settings.marksTopic(), line))
                            .get(20, TimeUnit.SECONDS)
                            .hasOffset())
                    .isTrue();
        }
    }
}

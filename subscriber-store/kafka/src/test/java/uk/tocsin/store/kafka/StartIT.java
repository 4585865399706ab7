package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.tocsin.journal.Waiting.get;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Recorder;
import uk.tocsin.servers.Certificates;
import uk.tocsin.store.kafka.KafkaSettings.Security;

/// What is refused at the start, and with which words.
@Timeout(60)
class StartIT {
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final Brokers brokers = Brokers.shared();
    private final KafkaSettings settings = brokers.settings();

    private static void open(KafkaSettings settings) {
        KafkaStore.open(settings).close();
    }

    @Test
    void topicsAreMadeOnceAndFoundAgain() {
        String cluster;
        try (KafkaStore store = KafkaStore.open(settings)) {
            cluster = store.clusterId();
            get(store.journal().append(3, List.of(new byte[] {1})));
        }
        try (KafkaStore store = KafkaStore.open(settings.withClusterId(cluster))) {
            assertThat(store.clusterId()).isEqualTo(cluster);
            assertThat(get(store.journal().end(3))).isEqualTo(1);
        }
    }

    @Test
    void anotherClusterThanTheOneThatWasRememberedIsRefused() {
        assertThatThrownBy(() -> open(settings.withClusterId("another")))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageStartingWith("kafka.bootstrap:")
                .hasMessageContaining("in cluster another");
    }

    @Test
    void everyWrongSettingOfATopicIsNamedAtOnce() throws Exception {
        open(settings);
        Admins.set(brokers, settings.shardsTopic(), "retention.ms", "60000000");
        Admins.set(brokers, settings.controlTopic(), "message.timestamp.type", "CreateTime");
        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageContaining("topic " + settings.shardsTopic() + ": retention.ms is 60000000 and must be -1")
                .hasMessageContaining("topic " + settings.controlTopic() + ": message.timestamp.type is CreateTime");
        Admins.set(brokers, settings.shardsTopic(), "retention.ms", "-1");
        Admins.set(brokers, settings.controlTopic(), "message.timestamp.type", "LogAppendTime");
        open(settings);
    }

    @Test
    void aTopicOfOtherPartitionsIsRefused() throws Exception {
        Admins.make(brokers, settings.shardsTopic(), 12);
        assertThatThrownBy(() -> open(settings)).hasMessageContaining("has 12 partitions and must have 64");
    }

    @Test
    void moreCopiesThanBrokersAreRefused() {
        assertThatThrownBy(() -> open(settings.withReplication(3)))
                .hasMessageStartingWith("kafka.replication: 3 copies")
                .hasMessageContaining("the cluster has 1");
    }

    @Test
    void brokersThatDoNotAnswerAreNamedWithinABoundedTime() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        long begun = System.nanoTime();
        // Plain text to where TLS is expected looks the same.
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            for (Future<?> opening : List.of(
                    executor.submit(() -> refusedFor(List.of("127.0.0.1:" + nobody))),
                    executor.submit(() -> refusedFor(brokers.tls())))) {
                opening.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
    }

    private void refusedFor(List<String> bootstrap) {
        assertThatThrownBy(() -> open(KafkaSettings.of(bootstrap, settings.prefix(), new Security.Plain())
                        .withReplication(1)))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageStartingWith("kafka.bootstrap: the brokers at " + bootstrap + " did not answer")
                .hasMessageContaining("whether they expect TLS");
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        KafkaSettings lost = KafkaSettings.of(List.of("nowhere.invalid:9092"), "tocsin", new Security.Plain());
        assertThatThrownBy(() -> open(lost))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageStartingWith("kafka.bootstrap:");
    }

    // ---- TLS

    private KafkaSettings tls(Path key) {
        return KafkaSettings.of(
                        brokers.tls(),
                        settings.prefix(),
                        new Security.Tls(Certificates.shared().trust(), Optional.of(key)))
                .withReplication(1);
    }

    @Test
    void aClientWhoseCertificateIsNotTrustedIsRefused() {
        assertThatThrownBy(() -> open(tls(Certificates.shared().stranger())))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageStartingWith("kafka.tls: the brokers at " + brokers.tls());
    }

    @Test
    void aBrokerWhoseCertificateIsNotTrustedIsRefused() {
        Path mine = Certificates.shared().client();
        KafkaSettings wary =
                KafkaSettings.of(brokers.tls(), settings.prefix(), new Security.Tls(mine, Optional.of(mine)));
        assertThatThrownBy(() -> open(wary)).hasMessageStartingWith("kafka.tls: the brokers at " + brokers.tls());
    }

    @Test
    void aClientThatIsAllowedNothingIsToldWhatItNeedsAndWithThatItWorks() throws Exception {
        KafkaSettings mine = tls(Certificates.shared().client());
        assertThatThrownBy(() -> open(mine))
                .isInstanceOf(KafkaStoreException.class)
                .hasMessageContaining("allow its principal")
                .hasMessageContaining(settings.prefix() + ".");
        Admins.allow(brokers, mine);
        try (ExecutorService executor = Executors.newSingleThreadExecutor();
                KafkaStore store = KafkaStore.open(mine)) {
            Journal journal = store.journal();
            get(journal.append(3, List.of(new byte[] {1}, new byte[] {2})));
            get(journal.deleteBelow(3, 1));
            Recorder recorder = new Recorder(1);
            journal.follow(3, 1, executor, recorder);
            assertThat(recorder.await(1)).containsExactly(new byte[] {2});
            CountDownLatch assigned = new CountDownLatch(1);
            store.ownership().join(new Told(_ -> assigned.countDown()));
            assertThat(assigned.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}

package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.model.Shards;

/// Two nodes that share the shards.
@Timeout(90)
class OwnershipIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TAKEOVER = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int HALF = Shards.COUNT / 2;

    private final KafkaSettings settings = Brokers.shared().settings();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Told first = new Told(heard::add);
    private final KafkaStore store = KafkaStore.open(settings);

    @AfterEach
    void close() {
        store.close();
    }

    private static void awaitOwned(Told node, int shards, Duration within) {
        await().atMost(within).until(() -> node.owned().size() == shards);
    }

    @Test
    void aNodeThatJoinsTakesHalfAndWhenItLeavesTheOtherHasAllAtOnce() {
        store.ownership().join(first);
        awaitOwned(first, Shards.COUNT, SOON);
        Told second = new Told(_ -> {});
        try (KafkaStore another = KafkaStore.open(settings)) {
            another.ownership().join(second);
            awaitOwned(second, HALF, SOON);
            awaitOwned(first, HALF, SOON);
            Set<Integer> both = new HashSet<>(first.owned());
            both.addAll(second.owned());
            assertThat(both).hasSize(Shards.COUNT);
            // The shards that stayed were never taken away.
            assertThat(heard).containsExactly("assigned 64", "revoked 32");
        }
        awaitOwned(first, Shards.COUNT, Duration.ofSeconds(5));
        assertThat(second.owned()).isEmpty();
        assertThat(second.failure()).isNull();
    }

    @Test
    void aShardIsGivenToAnotherOnlyWhenItsOwnerHasStoppedDeciding() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Told deciding = new Told(_ -> {}) {
            @Override
            public void revoked(Set<Integer> shards) {
                asked.countDown();
                try {
                    assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.revoked(shards);
            }
        };
        store.ownership().join(deciding);
        awaitOwned(deciding, Shards.COUNT, SOON);
        Told second = new Told(_ -> {});
        try (KafkaStore another = KafkaStore.open(settings)) {
            another.ownership().join(second);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> second.owned().isEmpty());
            stopped.countDown();
            awaitOwned(second, HALF, SOON);
        }
    }

    @Test
    void aFrozenNodesAndAKilledOnesShardsAreTakenOverInTime() throws Exception {
        store.ownership().join(first);
        awaitOwned(first, Shards.COUNT, SOON);
        try (Member freezing = new Member(settings);
                Member dying = new Member(settings)) {
            await().atMost(LONG)
                    .until(() ->
                            freezing.owned() + dying.owned() + first.owned().size() == Shards.COUNT
                                    && freezing.owned() > 0
                                    && dying.owned() > 0
                                    && first.owned().size() < HALF);
            int frozen = freezing.owned();

            freezing.freeze();
            dying.kill();
            awaitOwned(first, Shards.COUNT, TAKEOVER);

            freezing.thaw();
            await().atMost(SOON).until(() -> freezing.said().contains("lost " + frozen));
            awaitOwned(first, HALF, SOON);
            await().atMost(SOON).until(() -> freezing.owned() == HALF);
        }
    }

    @Test
    void anOwnerThatThrowsTakesPartNoLongerAndSaysWhy() {
        Told broken = new Told(_ -> {}) {
            @Override
            public void revoked(Set<Integer> shards) {
                throw new IllegalStateException("cannot stop");
            }
        };
        store.ownership().join(broken);
        awaitOwned(broken, Shards.COUNT, SOON);
        Told second = new Told(_ -> {});
        try (KafkaStore another = KafkaStore.open(settings)) {
            another.ownership().join(second);
            await().atMost(SOON).until(() -> broken.failure() != null);
            assertThat(broken.failure()).hasStackTraceContaining("cannot stop");
            assertThat(broken.owned()).isEmpty();
            awaitOwned(second, Shards.COUNT, TAKEOVER);
        }
    }

    @Test
    void aNodeJoinsOnce() {
        store.ownership().join(first);
        assertThatThrownBy(() -> store.ownership().join(first)).isInstanceOf(IllegalStateException.class);
    }
}

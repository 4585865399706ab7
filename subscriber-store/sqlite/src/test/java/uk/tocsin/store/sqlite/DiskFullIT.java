package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.control.Act;
import uk.tocsin.journal.JournalException;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.shard.ShardRecord;

/// A disk that fills up while an alert is being sent.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DiskFullIT {
    private static final long PLENTY = 1L << 40;
    private static final int PER_SHARD = 100;
    private static final int EVERYONE = PER_SHARD * Shards.COUNT;
    private static final int PER_SECOND = 2000;
    private static final Duration FULL_FOR = Duration.ofSeconds(2);

    /// Each shard asks again four times a second; the clerk and everything else has room within this.
    private static final double MAX_ASKED_PER_SECOND = 8.0 * Shards.COUNT;

    @TempDir
    private Path root;

    @Test
    void sendingStopsWithinASecondNothingIsAcknowledgedAndAllOfItResumes() throws Exception {
        AtomicLong room = new AtomicLong(PLENTY);
        try (EngineOnDisk house = new EngineOnDisk(root.resolve("data"), room::get, PER_SECOND)) {
            house.staff();
            house.register(PER_SHARD);
            int alert = house.dispatch();
            await().until(() -> house.channel.sent() > EVERYONE / 10);

            room.set(0);
            long filled = System.nanoTime();
            await().atMost(Duration.ofSeconds(1)).until(() -> !EngineOnDisk.await(house.engine.ready()));
            await().during(FULL_FOR)
                    .atMost(FULL_FOR.plusSeconds(10))
                    .until(() -> System.nanoTime() - house.channel.lastNanos() > 0);
            double asked = house.meters.counter("tocsin.journal.failed").count();
            assertThat(house.channel.lastNanos() - filled)
                    .as("nanoseconds from the full disk to the last request")
                    .isLessThan(TimeUnit.SECONDS.toNanos(1));
            assertThat(house.channel.sent()).isLessThan(EVERYONE);
            assertThat(asked).isLessThan(MAX_ASKED_PER_SECOND * (FULL_FOR.toSeconds() + 1));
            refuses(house.engine.change(5, new ShardRecord.EndpointSuppressed(1, 0, SuppressionCause.UNSUBSCRIBED)));
            refuses(house.engine.submit(new Act.Halted(house.by(EngineOnDisk.OFFICER), 0, "a rehearsal")));
            assertThat(EngineOnDisk.await(house.engine.ready())).isFalse();

            room.set(PLENTY);
            await().atMost(Duration.ofSeconds(2)).until(() -> EngineOnDisk.await(house.engine.ready()));
            await().atMost(Duration.ofSeconds(20)).until(() -> accepted(house, alert) == EVERYONE);
            assertThat(house.channel.deliveries()).isEqualTo(EVERYONE);
            assertThat(house.channel.sent()).as("nobody was sent it twice").isEqualTo(EVERYONE);
            EngineOnDisk.await(
                    house.engine.change(5, new ShardRecord.EndpointSuppressed(1, 0, SuppressionCause.UNSUBSCRIBED)));
        }
    }

    private static void refuses(Future<?> asked) {
        List<Throwable> failures = List.of(asked.toCompletionStage()
                .toCompletableFuture()
                .handle((_, failure) -> failure)
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                JournalException.class,
                                refusal -> assertThat(refusal.kind()).isEqualTo(JournalException.Kind.FULL)));
    }

    private static long accepted(EngineOnDisk house, int alert) throws Exception {
        Collection<LedgerView> ledgers = EngineOnDisk.await(house.engine.ledgers(alert));
        return ledgers.stream()
                .mapToLong(view ->
                        view.state(ChannelKind.PUSH, DeliveryState.ACCEPTED).getLongCardinality())
                .sum();
    }
}

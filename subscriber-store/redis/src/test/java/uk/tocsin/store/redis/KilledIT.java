package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Snapshots.Snapshot;
import uk.tocsin.register.Register;

/// Redis ends in the middle of writes, several times: what was acknowledged is there, what was not is there whole or
/// not at all, and the store goes on with the next Redis by itself.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class KilledIT {
    private static final int ROUNDS = 4;

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfThere() throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (RedisServer server = new RedisServer(directory.resolve("redis"));
                RedisStore store = server.store()) {
            Register register = store.register();
            get(store.snapshots().save(new Snapshot(3, 77, new byte[600_000])));
            for (int round = 0; round < ROUNDS; round++) {
                int wanted = acknowledged.size() + 40 + 23 * round;
                Thread killer = Thread.ofPlatform().start(() -> {
                    await().until(() -> acknowledged.size() >= wanted);
                    server.kill();
                });
                acknowledged.writeUntilRefused(register);
                killer.join();
                server.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> Acknowledged.reads(register));
            }
            assertThat(acknowledged.size()).isGreaterThan(200);
            assertThat(acknowledged.missing(register)).isEmpty();
            assertThat(acknowledged.half(register)).isEmpty();
            assertThat(get(store.snapshots().latest(3)))
                    .extracting(Snapshot::position)
                    .containsExactly(77L);
        }
    }
}

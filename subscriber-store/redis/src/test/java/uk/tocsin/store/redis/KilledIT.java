package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.tocsin.journal.Waiting.get;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int AT_ONCE = 16;
    private static final int SHARD = 9;

    /// So far apart that the records of a put lie in three pages.
    private static final int[] SPREAD = {0, 100_000, 200_000};

    @TempDir
    private Path directory;

    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private int tried;

    private static byte[] content(int number, int part) {
        return ByteBuffer.allocate(200).putInt(number).putInt(part).array();
    }

    private static byte[] blind(int number) {
        return ByteBuffer.allocate(Register.BLIND_INDEX_BYTES)
                .putInt(number * 0x9e3779b1)
                .putInt(4, number)
                .array();
    }

    private void write(Register register, int number, Semaphore room) {
        List<Register.Entry> entries = new ArrayList<>();
        for (int part = 0; part < SPREAD.length; part++) {
            entries.add(new Register.Entry(SPREAD[part] + number, content(number, part)));
        }
        register.put(SHARD, entries)
                .thenCompose(_ -> register.claimEndpoint(blind(number), number))
                .thenCompose(_ -> register.putDocuments(
                        "premises",
                        Map.of(Integer.toString(number), content(number, 7), "n" + number, content(number, 8))))
                .whenComplete((_, error) -> {
                    if (error == null) {
                        acknowledged.add(number);
                    } else {
                        refused.incrementAndGet();
                    }
                    room.release();
                });
    }

    /// Writes until something is refused.
    private void writeUntilKilled(Register register) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        int before = refused.get();
        while (refused.get() == before) {
            room.acquire();
            write(register, tried++, room);
        }
        room.acquire(AT_ONCE);
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfThere() throws Exception {
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
                writeUntilKilled(register);
                killer.join();
                server.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> answers(register));
            }
            assertThat(acknowledged).hasSizeGreaterThan(200);
            assertThat(refused).hasPositiveValue();
            everythingAcknowledgedIsThere(register);
            nothingIsHalfThere(register);
            assertThat(get(store.snapshots().latest(3)))
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.position()).isEqualTo(77));
        }
    }

    private static boolean answers(Register register) {
        return get(register.endpointOwner(blind(0)).handle((_, error) -> error == null));
    }

    private void everythingAcknowledgedIsThere(Register register) {
        for (int number : acknowledged) {
            for (int part = 0; part < SPREAD.length; part++) {
                byte[] wanted = content(number, part);
                List<byte[]> found = new ArrayList<>();
                get(register.fetch(SHARD, new int[] {SPREAD[part] + number}, 0, 1, (_, bytes) -> found.add(bytes)));
                assertThat(found)
                        .as("record %d of %d", part, number)
                        .singleElement()
                        .isEqualTo(wanted);
            }
            assertThat(get(register.endpointOwner(blind(number)))).hasValue(number);
            assertThat(get(register.documents("premises", List.of(Integer.toString(number), "n" + number))))
                    .hasSize(2);
        }
    }

    private void nothingIsHalfThere(Register register) {
        for (int number = 0; number < tried; number++) {
            int[] slots = {SPREAD[0] + number, SPREAD[1] + number, SPREAD[2] + number};
            assertThat(get(register.fetch(SHARD, slots, 0, slots.length, (_, _) -> {})))
                    .as("records of put %d", number)
                    .isIn(0, slots.length);
            assertThat(get(register.documents("premises", List.of(Integer.toString(number), "n" + number))))
                    .hasSizeBetween(0, 2)
                    .satisfies(found -> assertThat(found.size()).isNotEqualTo(1));
        }
    }
}

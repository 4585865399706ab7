package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.journal.Waiting.get;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import uk.tocsin.register.Register;

/// Somebody who writes to a register until it is refused, and knows what was acknowledged: of each number three records
/// in pages far apart, a claim, and two documents.
final class Acknowledged {
    private static final int AT_ONCE = 16;
    private static final int SHARD = 9;
    private static final int[] SPREAD = {0, 100_000, 200_000};

    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private int tried;

    /// How many numbers were acknowledged.
    int size() {
        return acknowledged.size();
    }

    private static byte[] content(int number, int part) {
        return ByteBuffer.allocate(200).putInt(number).putInt(part).array();
    }

    private static byte[] blind(int number) {
        return ByteBuffer.allocate(Register.BLIND_INDEX_BYTES)
                .putInt(number * 0x9e3779b1)
                .putInt(number)
                .array();
    }

    private static List<String> keys(int number) {
        return List.of(Integer.toString(number), "n" + number);
    }

    private static int[] slots(int number) {
        return new int[] {SPREAD[0] + number, SPREAD[1] + number, SPREAD[2] + number};
    }

    private void write(Register register, int number, Semaphore room) {
        List<Register.Entry> entries = new ArrayList<>();
        for (int slot : slots(number)) {
            entries.add(new Register.Entry(slot, content(number, slot)));
        }
        register.put(SHARD, entries)
                .thenCompose(_ -> register.claimEndpoint(blind(number), number))
                .thenCompose(_ -> register.putDocuments(
                        "premises",
                        Map.of(
                                keys(number).get(0),
                                content(number, 7),
                                keys(number).get(1),
                                content(number, 8))))
                .whenComplete((_, error) -> {
                    if (error == null) {
                        acknowledged.add(number);
                    } else {
                        refused.incrementAndGet();
                    }
                    room.release();
                });
    }

    /// Writes until something is refused, and waits for what was outstanding.
    void writeUntilRefused(Register register) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        int before = refused.get();
        while (refused.get() == before) {
            room.acquire();
            write(register, tried++, room);
        }
        room.acquire(AT_ONCE);
    }

    /// Whether the register reads again.
    static boolean reads(Register register) {
        return get(register.endpointOwner(blind(0)).handle((_, error) -> error == null));
    }

    /// The numbers of which something that was acknowledged is not there.
    List<Integer> missing(Register register) {
        List<Integer> missing = new ArrayList<>();
        for (int number : acknowledged) {
            List<byte[]> found = new ArrayList<>();
            get(register.fetch(SHARD, slots(number), 0, SPREAD.length, (slot, bytes) -> {
                assertThat(bytes).isEqualTo(content(number, slot));
                found.add(bytes);
            }));
            boolean claimed = get(register.endpointOwner(blind(number))).equals(OptionalInt.of(number));
            int documents = get(register.documents("premises", keys(number))).size();
            if (found.size() < SPREAD.length || !claimed || documents < 2) {
                missing.add(number);
            }
        }
        return missing;
    }

    /// The numbers of which a put is there in part.
    List<Integer> half(Register register) {
        List<Integer> half = new ArrayList<>();
        for (int number = 0; number < tried; number++) {
            int records = get(register.fetch(SHARD, slots(number), 0, SPREAD.length, (_, _) -> {}));
            int documents = get(register.documents("premises", keys(number))).size();
            if (records % SPREAD.length != 0 || documents == 1) {
                half.add(number);
            }
        }
        return half;
    }
}

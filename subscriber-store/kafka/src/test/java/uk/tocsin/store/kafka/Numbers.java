package uk.tocsin.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Journal;

/// Appends 0, 1, 2 … to a log, one to three records at a time with a few appends outstanding, on a thread of its
/// own, and remembers what was acknowledged where.
final class Numbers {
    private static final int OUTSTANDING = 20;

    private final Journal journal;
    private final int log;
    private final long count;
    private final ConcurrentSkipListMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    Numbers(Journal journal, int log, long count) {
        this.journal = journal;
        this.log = log;
        this.count = count;
        this.thread = Thread.ofPlatform().name("numbers").start(this::run);
    }

    private void run() {
        Semaphore room = new Semaphore(OUTSTANDING);
        long next = 0;
        while (next < count && failure.get() == null) {
            room.acquireUninterruptibly();
            long first = next;
            int records = (int) Math.min(1 + next % 3, count - next);
            journal.append(log, bytes(first, records)).whenComplete((appended, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                } else {
                    for (int i = 0; i < records; i++) {
                        acknowledged.put(first + i, appended.of(i));
                    }
                }
                room.release();
            });
            next += records;
        }
        room.acquireUninterruptibly(OUTSTANDING);
    }

    private static List<byte[]> bytes(long first, int records) {
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            bytes.add(Long.toString(first + i).getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }

    /// How many were acknowledged so far.
    int acknowledged() {
        return acknowledged.size();
    }

    /// Waits until all were acknowledged, and compares with what a follower saw: each number once, in order, and
    /// where its append was told.
    void assertAllIn(List<byte[]> seen) throws InterruptedException {
        thread.join();
        assertThat(failure.get()).isNull();
        List<Long> numbers = seen.stream()
                .map(bytes -> Long.parseLong(new String(bytes, StandardCharsets.UTF_8)))
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
        acknowledged.forEach((number, position) ->
                assertThat(numbers.get(position.intValue())).isEqualTo(number));
    }
}

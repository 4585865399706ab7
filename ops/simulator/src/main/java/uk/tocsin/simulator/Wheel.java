package uk.tocsin.simulator;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delays by coarse ticks: one Vert.x timer for all that waits on a loop, however many they are.
///
/// A hashed wheel of 4,096 buckets of 5 ms. Owned by one event loop; nothing here is thread-safe except [#size()].
/// When nothing waits, no timer runs.
final class Wheel {

    private static final int TICK_MS = 5;
    private static final int BUCKETS = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(Wheel.class);

    private static final class Entry {
        final Runnable task;
        final long tick;

        @Nullable
        Entry next;

        Entry(Runnable task, long tick) {
            this.task = task;
            this.tick = tick;
        }
    }

    private final Vertx vertx;
    private final @Nullable Entry[] buckets = new @Nullable Entry[BUCKETS];
    private long doneTick = nowTick();
    private volatile int size;
    private boolean armed;

    Wheel(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Runs the task on this loop after at least so long; at once when the delay is nothing.
    void after(long delayMs, Runnable task) {
        if (delayMs <= 0) {
            task.run();
            return;
        }
        if (size == 0) {
            doneTick = nowTick();
        }
        Entry entry = new Entry(task, Math.max(doneTick + 1, nowTick() + (delayMs + TICK_MS - 1) / TICK_MS));
        int bucket = Math.floorMod(entry.tick, BUCKETS);
        entry.next = buckets[bucket];
        buckets[bucket] = entry;
        resize(1);
        arm();
    }

    /// How many tasks wait. Any thread may ask.
    int size() {
        return size;
    }

    /// Runs everything that waits now; what those tasks schedule waits as usual.
    void settle() {
        Entry all = null;
        for (int i = 0; i < BUCKETS; i++) {
            all = prepend(take(i, Long.MAX_VALUE), all);
        }
        run(all);
    }

    /// Forgets everything that waits.
    void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            take(i, Long.MAX_VALUE);
        }
        size = 0;
    }

    private void arm() {
        if (!armed && size > 0) {
            armed = true;
            vertx.setTimer(TICK_MS, timer -> {
                armed = false;
                turn();
                arm();
            });
        }
    }

    private void turn() {
        long now = nowTick();
        long from = Math.max(doneTick + 1, now - BUCKETS + 1);
        for (long tick = from; tick <= now; tick++) {
            doneTick = tick;
            run(take(Math.floorMod(tick, BUCKETS), now));
        }
        doneTick = now;
    }

    /// Unlinks the bucket's entries that are due, in the order they were added.
    private @Nullable Entry take(int bucket, long untilTick) {
        Entry due = null;
        Entry later = null;
        Entry laterEnd = null;
        Entry entry = buckets[bucket];
        while (entry != null) {
            Entry next = entry.next;
            if (entry.tick <= untilTick) {
                entry.next = due;
                due = entry;
            } else {
                entry.next = null;
                if (laterEnd == null) {
                    later = entry;
                } else {
                    laterEnd.next = entry;
                }
                laterEnd = entry;
            }
            entry = next;
        }
        buckets[bucket] = later;
        return due;
    }

    private static @Nullable Entry prepend(@Nullable Entry some, @Nullable Entry rest) {
        Entry all = rest;
        Entry entry = some;
        while (entry != null) {
            Entry next = entry.next;
            entry.next = all;
            all = entry;
            entry = next;
        }
        return all;
    }

    private void run(@Nullable Entry first) {
        for (Entry entry = first; entry != null; entry = entry.next) {
            resize(-1);
            try {
                entry.task.run();
            } catch (RuntimeException broken) {
                LOG.error("A delayed task failed; the others go on", broken);
            }
        }
    }

    private void resize(int change) {
        int now = size;
        size = now + change;
    }

    private static long nowTick() {
        return System.nanoTime() / (TICK_MS * 1_000_000L);
    }
}

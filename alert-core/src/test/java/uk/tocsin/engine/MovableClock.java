package uk.tocsin.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import uk.tocsin.control.Samples;

/// Wall and monotonic time that run as real time does, and can be moved ahead together; the wall
/// clock can be set. Any thread.
final class MovableClock implements InstantSource {
    private static final long NANOS_PER_MS = 1_000_000;

    private final long began = System.nanoTime();
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicLong setMs = new AtomicLong();

    void advance(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    /// Sets the wall clock, and only that.
    void set(Duration by) {
        setMs.addAndGet(by.toMillis());
    }

    long nanos() {
        return System.nanoTime() - began + ahead.get();
    }

    @Override
    public Instant instant() {
        return Samples.START.plusMillis(nanos() / NANOS_PER_MS + setMs.get());
    }
}

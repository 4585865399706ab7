package uk.tocsin.simulation;

import java.util.PriorityQueue;

/// The virtual clock: events in order of time, and of their making within one millisecond. True time, which no
/// node knows exactly, in milliseconds since the epoch.
final class Timeline {
    static final long START_MS = 1_700_000_000_000L;

    private record Event(long atMs, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long nowMs = START_MS;
    private long made;
    private long done;

    long nowMs() {
        return nowMs;
    }

    /// Time that no clock jump touches, in nanoseconds.
    long nanos() {
        return (nowMs - START_MS) * 1_000_000;
    }

    long done() {
        return done;
    }

    void at(long atMs, Runnable action) {
        queue.add(new Event(Math.max(atMs, nowMs), made++, action));
    }

    void after(long delayMs, Runnable action) {
        at(nowMs + delayMs, action);
    }

    /// Runs everything up to an instant, and stands at it then.
    void runUntil(long untilMs) {
        for (Event next = queue.peek(); next != null && next.atMs() <= untilMs; next = queue.peek()) {
            queue.remove();
            nowMs = next.atMs();
            done++;
            next.action().run();
        }
        nowMs = Math.max(nowMs, untilMs);
    }
}

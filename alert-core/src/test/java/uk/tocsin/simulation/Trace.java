package uk.tocsin.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/// What happened, in short lines: the last ones to be read after a failure, all of them as one hash that tells
/// two runs apart.
final class Trace {
    private static final int KEPT = 60;

    private record Line(long atMs, String what, long a, long b, long c) {
        @Override
        public String toString() {
            return "%10.3f  %-22s %d %d %d".formatted((atMs - Timeline.START_MS) / 1000.0, what, a, b, c);
        }
    }

    private final Timeline time;
    private final Deque<Line> tail = new ArrayDeque<>(KEPT);
    private long hash = 1;

    Trace(Timeline time) {
        this.time = time;
    }

    void note(String what, long a, long b, long c) {
        mix(time.nowMs());
        mix(what.hashCode());
        mix(a);
        mix(b);
        mix(c);
        if (tail.size() == KEPT) {
            tail.removeFirst();
        }
        tail.addLast(new Line(time.nowMs(), what, a, b, c));
    }

    private void mix(long value) {
        hash = Long.rotateLeft((hash ^ value) * 0x9E3779B97F4A7C15L, 29);
    }

    long hash() {
        return hash;
    }

    String tail() {
        return tail.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }
}

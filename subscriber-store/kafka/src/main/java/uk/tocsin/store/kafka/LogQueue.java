package uk.tocsin.store.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What waits to be appended to one log. Guarded by the [Appender].
final class LogQueue {
    /// A round carries at most one large append or many small ones.
    private static final long ROUND_COST = 1 << 20;

    private final ArrayDeque<Append> waiting = new ArrayDeque<>();

    /// A round is asked for or under way.
    private boolean busy;

    /// The last round failed, and not everybody has been told.
    private boolean failing;

    /// When the round under way was begun, in nanoseconds of the monotonic clock; 0 between rounds.
    private long sinceNanos;

    /// Whether the log must be sent now: false while a round is under way, whose end sees to it.
    boolean add(Append append) {
        waiting.add(append);
        boolean idle = !busy;
        busy = true;
        return idle;
    }

    boolean failing() {
        return failing;
    }

    /// What goes next: at least one append.
    Round next(int log, long nowNanos) {
        List<Append> taken = new ArrayList<>();
        long cost = 0;
        do {
            Append append = waiting.remove();
            cost += append.cost();
            taken.add(append);
        } while (!waiting.isEmpty() && cost + waiting.element().cost() <= ROUND_COST);
        sinceNanos = nowNanos;
        return new Round(log, taken);
    }

    /// The round failed: gives up what waits behind it, and takes nothing before [#told].
    List<Append> failed() {
        failing = true;
        List<Append> behind = List.copyOf(waiting);
        waiting.clear();
        return behind;
    }

    /// Everybody has been told of the round. Whether there is more to send.
    boolean told() {
        failing = false;
        sinceNanos = 0;
        busy = !waiting.isEmpty();
        return busy;
    }

    /// Whether a round has been under way for longer than this.
    boolean late(long nowNanos, long limitNanos) {
        return busy && sinceNanos != 0 && nowNanos - sinceNanos > limitNanos;
    }
}

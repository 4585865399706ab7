package uk.tocsin.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import uk.tocsin.channel.kit.wire.WireStats;

/// Waits for the connections of a wire: a lane's rate needs them all.
final class Connections {
    private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    private Connections() {}

    /// Returns when so many are open.
    static void await(Supplier<WireStats> wire, int connections) {
        long until = System.nanoTime() + LIMIT_NANOS;
        while (wire.get().openConnections() < connections) {
            if (System.nanoTime() > until) {
                throw new BenchException(wire.get().openConnections() + " of " + connections + " connections are open");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}

package uk.tocsin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulationTest {
    private static final int SEEDS = 2_000;

    /// Virtual time over real time.
    private static final long LEAST_SPEED = 1_000;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everyInvariantHoldsInEveryRun() {
        long first = Long.getLong("tocsin.seed", 1);
        int seeds = System.getProperty("tocsin.seed") == null ? Integer.getInteger("tocsin.seeds", SEEDS) : 1;
        long start = System.nanoTime();
        long events = 0;
        long virtualMs = 0;
        long crashes = 0;
        long takeovers = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            Run run = Run.of(seed, new Conduct());
            assertThat(run.violation())
                    .as("rerun with -Dtocsin.seed=%d%n%s", seed, run.tail())
                    .isEmpty();
            events += run.events();
            virtualMs += run.virtualMs();
            crashes += run.crashes();
            takeovers += run.takeovers();
        }
        Duration real = Duration.ofNanos(System.nanoTime() - start);
        long speed = virtualMs / Math.max(1, real.toMillis());
        System.out.printf(
                "simulation: %,d seeds, %,d events, %,d virtual hours, %,d crashes, %,d takeovers in %.1f s: %,d × real time%n",
                seeds, events, virtualMs / 3_600_000, crashes, takeovers, real.toMillis() / 1000.0, speed);
        assertThat(speed).isGreaterThanOrEqualTo(LEAST_SPEED);
    }

    @Test
    void oneSeedIsOneRun() {
        for (long seed = 1; seed <= 10; seed++) {
            Run one = Run.of(seed, new Conduct());
            Run again = Run.of(seed, new Conduct());
            assertThat(again.traceHash()).isEqualTo(one.traceHash());
            assertThat(again.events()).isEqualTo(one.events());
        }
    }
}

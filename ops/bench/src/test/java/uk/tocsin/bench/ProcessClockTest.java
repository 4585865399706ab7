package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessClockTest {
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();
    private static final int STEPS = 100;

    @Test
    void theClockMovesWithinATick() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < STEPS; i++) {
            long began = ProcessClock.nanos();
            long now = began;
            while (now == began) {
                now = ProcessClock.nanos();
            }
            shortest = Math.min(shortest, now - began);
        }
        assertThat(shortest).isPositive().isLessThan(TICK_NANOS);
    }

    @Test
    void itIsTheClockOfTheWholeProcess() {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = process.getProcessCpuTime();
        long ours = ProcessClock.nanos();

        assertThat(ours).isBetween(before - 2 * TICK_NANOS, process.getProcessCpuTime() + 2 * TICK_NANOS);
    }
}

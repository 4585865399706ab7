package uk.tocsin.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What a stretch of this process took: wall time and the CPU of all its threads, garbage collection and compilation
/// included.
final class Cpu {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long beganNanos = System.nanoTime();
    private final long beganCpuNanos = PROCESS.getProcessCpuTime();

    private Cpu() {}

    /// What a stretch took, and for how many messages.
    record Taken(long count, long nanos, long cpuNanos) {
        double microsEach() {
            return cpuNanos / 1e3 / count;
        }

        double perSecond() {
            return count / (nanos / 1e9);
        }
    }

    static Cpu start() {
        return new Cpu();
    }

    Taken stop(long count) {
        return new Taken(count, System.nanoTime() - beganNanos, PROCESS.getProcessCpuTime() - beganCpuNanos);
    }
}

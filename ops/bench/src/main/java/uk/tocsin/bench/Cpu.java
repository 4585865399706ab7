package uk.tocsin.bench;

/// What a stretch of this process took: wall time and the CPU of all its threads, garbage collection and compilation
/// included.
final class Cpu {
    private final long beganNanos = System.nanoTime();
    private final long beganCpuNanos = ProcessClock.nanos();

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
        return new Taken(count, System.nanoTime() - beganNanos, ProcessClock.nanos() - beganCpuNanos);
    }
}

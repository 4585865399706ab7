package uk.tocsin.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// The CPU time of this process, all its threads, in nanoseconds: `clock_gettime` of POSIX. The JDK's own figure comes
/// in ticks of 10 ms, too coarse for a few hundred messages. Any thread.
final class ProcessClock {
    /// CLOCK_PROCESS_CPUTIME_ID: linux/time.h, and time.h of macOS.
    private static final int CLOCK =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? 12 : 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @SuppressWarnings("restricted") // the function takes a number and a place for two longs, which is what it is given
    private static final MethodHandle CLOCK_GETTIME = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private ProcessClock() {}

    /// Since the process began.
    static long nanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int failed = (int) CLOCK_GETTIME.invokeExact(CLOCK, time);
            if (failed != 0) {
                throw new BenchException("clock_gettime has no clock of the process");
            }
            return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                    + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (BenchException e) {
            throw e;
        } catch (Throwable e) {
            throw new BenchException("clock_gettime cannot be called", e);
        }
    }
}

package uk.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How long the threads of this process ran, and how long they were ready to run and no core was free, as Linux counts
/// it. Without such a count both are 0.
///
/// @param ranNanos of all threads that live
/// @param waitedNanos the same
record Starved(long ranNanos, long waitedNanos) {
    private static final Path TASKS = Path.of("/proc/self/task");

    static Starved now() {
        long ran = 0;
        long waited = 0;
        for (Path task : tasks()) {
            String[] counts = counts(task.resolve("schedstat"));
            ran += Long.parseLong(counts[0]);
            waited += Long.parseLong(counts[1]);
        }
        return new Starved(ran, waited);
    }

    private static List<Path> tasks() {
        if (!Files.isDirectory(TASKS)) {
            return List.of();
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.toList();
        } catch (IOException e) {
            throw new BenchException("the threads of this process cannot be listed", e);
        }
    }

    private static String[] counts(Path file) {
        try {
            return Files.readString(file).strip().split(" ", -1);
        } catch (IOException _) {
            // The thread ended meanwhile, or this kernel does not count.
            return new String[] {"0", "0"};
        }
    }

    /// Since then: the share of waiting in the time that threads wanted to run.
    double share() {
        Starved now = now();
        double waited = now.waitedNanos - waitedNanos;
        double ran = now.ranNanos - ranNanos;
        return waited + ran == 0 ? 0 : waited / (waited + ran);
    }
}

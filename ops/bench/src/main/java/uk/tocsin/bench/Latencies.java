package uk.tocsin.bench;

import java.util.Arrays;

/// Times of single calls, and their percentiles.
final class Latencies {
    private static final double NANOS_PER_MS = 1e6;

    private final double[] ms;
    private int size;

    Latencies(int most) {
        ms = new double[most];
    }

    void add(double each) {
        ms[size++] = each;
    }

    /// Times a call.
    void time(Runnable call) {
        long began = System.nanoTime();
        call.run();
        add((System.nanoTime() - began) / NANOS_PER_MS);
    }

    int size() {
        return size;
    }

    /// The percentile in milliseconds; with the least and the most of all.
    Spread percentile(double share) {
        if (size == 0) {
            return Spread.NONE;
        }
        double[] sorted = Arrays.copyOf(ms, size);
        Arrays.sort(sorted);
        int at = (int) Math.ceil(size * share) - 1;
        return new Spread(sorted[0], sorted[Math.clamp(at, 0, size - 1)], sorted[size - 1]);
    }
}

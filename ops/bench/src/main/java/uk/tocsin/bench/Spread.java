package uk.tocsin.bench;

import java.util.Arrays;

/// One figure of several rounds: the least, the median and the most.
record Spread(double least, double middle, double most) {
    /// Nothing was measured.
    static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

    /// That of these rounds, at least one.
    static Spread of(double... rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /// A figure measured once.
    static Spread once(double value) {
        return new Spread(value, value, value);
    }
}

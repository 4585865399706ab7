package uk.tocsin.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// The one source of chance of a run.
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean in(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /// Of `low` to `high`, both included.
    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    /// Of 0 to `bound`, which is left out.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// A probability of 0 in half the cases, otherwise up to `most`.
    double maybe(double most) {
        return random.nextBoolean() ? 0 : random.nextDouble() * most;
    }

    /// Mostly short, sometimes much longer: how delays are.
    long delay(long usualMs, long worstMs) {
        return in(0.05) ? between(0, worstMs) : between(0, usualMs);
    }

    <T> T of(List<T> list) {
        return list.get(below(list.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}

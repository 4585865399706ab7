package uk.tocsin.broken.lane;

/// Breaks a rule of the house on purpose.
final class ReadsTheClock {
    private ReadsTheClock() {}

    static long nanos() {
        return System.nanoTime();
    }
}

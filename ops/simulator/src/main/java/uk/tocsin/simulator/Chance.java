package uk.tocsin.simulator;

/// Seeded draws that depend on who and what, never on the order of arrival.
///
/// The same seed, endpoint, message and purpose always give the same number, so a run can be repeated exactly
/// under any
/// interleaving. The mixer is the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
final class Chance {

    /// What a draw decides; each purpose is an independent stream.
    enum Purpose {
        REFUSED,
        FATE,
        FAULT,
        RESET,
        SILENCE,
        GOAWAY,
        SCAN,
        ACKNOWLEDGE,
        DUPLICATE,
        JITTER,
        DELAY_1,
        DELAY_2,
        DELAY_3;

        private final long salt = hash(name());
    }

    private final long seed;

    Chance(long seed) {
        this.seed = mix(seed + 0x9E3779B97F4A7C15L);
    }

    /// A number in [0, 1).
    double draw(Purpose purpose, long endpoint, long message) {
        long bits = mix(seed ^ mix(endpoint + purpose.salt) ^ Long.rotateLeft(mix(message), 17));
        return (bits >>> 11) * 0x1.0p-53;
    }

    /// An exponentially distributed delay with that mean, cut at eight times the mean, in milliseconds.
    long delayMs(Purpose purpose, long endpoint, long message, double meanMs) {
        double u = draw(purpose, endpoint, message);
        return Math.round(Math.min(-Math.log1p(-u), 8) * meanMs);
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// A 64-bit hash of the text (FNV-1a over UTF-16 units, then mixed).
    static long hash(CharSequence text) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(h);
    }
}

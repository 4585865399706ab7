package uk.tocsin.shard;

import uk.tocsin.model.ChannelKind;

/// When a delivery that was certainly not sent, or may be repeated, is tried again. There is no last try: the
/// alert's expiry bounds them.
final class RetryPolicy {
    /// The first delay. Long enough for a connection to come back, short against the 250 ms of work a permit
    /// holds.
    private static final long BASE_MS = 500;

    /// Beyond this a delay does not grow: a provider that recovers is used again within a minute.
    private static final int MAX_LEVEL = 7;

    /// Delays end on multiples of this, so that slots that wait share few bitmaps.
    private static final long GRAIN_MS = 250;

    private RetryPolicy() {}

    /// Milliseconds to wait after failure number `level` (from 0) of a try: exponential, with a jitter of ±25 %
    /// that is a function of the try, so that replay and simulation agree.
    static long delayMs(int level, long tryNumber) {
        long delay = BASE_MS << Math.min(level, MAX_LEVEL);
        long spread = Math.floorMod(tryNumber * 0x9E3779B97F4A7C15L >>> 33, 512L) - 256;
        long jittered = delay + delay * spread / 1024;
        return (jittered + GRAIN_MS - 1) / GRAIN_MS * GRAIN_MS;
    }

    /// The highest level that is told apart.
    static int maxLevel() {
        return MAX_LEVEL;
    }

    /// Whether a request whose outcome is unknown may be repeated: a push folds into the first by its collapse
    /// key, a mail by its Message-ID; a text would arrive twice.
    static boolean repeatsUnknown(ChannelKind channel) {
        return switch (channel) {
            case PUSH, EMAIL -> true;
            case SMS -> false;
        };
    }
}

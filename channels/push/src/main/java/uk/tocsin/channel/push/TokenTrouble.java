package uk.tocsin.channel.push;

import java.time.Duration;

/// Tells a token endpoint that is slow or away for a moment, which passes by itself, from one that a person has to
/// look at. May be used by any thread.
final class TokenTrouble {
    /// An endpoint out of reach for so long does not come back by itself.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private boolean failing;
    private boolean refused;
    private long sinceNanos;

    /// No token came.
    ///
    /// @param byAnswer the endpoint said no: another try will not help
    /// @param nowNanos of `System.nanoTime`
    synchronized void failed(boolean byAnswer, long nowNanos) {
        if (!failing) {
            failing = true;
            sinceNanos = nowNanos;
        }
        refused = byAnswer;
    }

    /// A token came.
    synchronized void ended() {
        failing = false;
        refused = false;
    }

    synchronized boolean needsOperator(long nowNanos) {
        return failing && (refused || nowNanos - sinceNanos >= PATIENCE.toNanos());
    }
}

package uk.tocsin.engine;

import org.jspecify.annotations.Nullable;
import uk.tocsin.model.NotSentCause;

/// Whether requests of one alert may be written, fed by the control fold and asked at every write, from any
/// thread.
final class AlertGate {
    private final long expiresMs;
    private volatile boolean withdrawn;
    private volatile boolean halted;

    AlertGate(long expiresMs) {
        this.expiresMs = expiresMs;
    }

    void withdraw() {
        withdrawn = true;
    }

    void halt(boolean now) {
        halted = now;
    }

    /// Null when it may be written now.
    @Nullable
    NotSentCause refusal(long wallMs) {
        return withdrawn || halted || wallMs >= expiresMs ? NotSentCause.GATE : null;
    }
}

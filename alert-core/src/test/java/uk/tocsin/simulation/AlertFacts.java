package uk.tocsin.simulation;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import uk.tocsin.model.Effect;

/// What the control log says of one alert, and when it said so in true time.
final class AlertFacts {
    static final long NEVER = Long.MAX_VALUE;

    final Effect.Dispatch dispatch;
    final long position;
    final long dispatchedAtMs;
    final Set<Integer> stopped = new HashSet<>();
    long withdrawnPosition = NEVER;
    long withdrawnAtMs = NEVER;

    AlertFacts(Effect.Dispatch dispatch, long position, long nowMs) {
        this.dispatch = dispatch;
        this.position = position;
        this.dispatchedAtMs = nowMs;
    }

    void withdrawn(long atPosition, long nowMs) {
        if (withdrawnPosition == NEVER) {
            withdrawnPosition = atPosition;
            withdrawnAtMs = nowMs;
        }
    }

    int number() {
        return dispatch.alert();
    }

    long expiresMs() {
        return dispatch.expires().toEpochMilli();
    }

    /// The steps that must be planned by an instant that is long after the alert.
    BitSet stepsThatCame() {
        BitSet steps = new BitSet();
        for (int step = 0; step < dispatch.plan().steps().size(); step++) {
            long due = dispatch.time().toEpochMilli()
                    + dispatch.plan().steps().get(step).delay().toMillis();
            steps.set(step, due < expiresMs() && withdrawnPosition == NEVER && !stopped.contains(step));
        }
        return steps;
    }
}

package uk.tocsin.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Effect;
import uk.tocsin.model.NotSentCause;

/// What a node's control fold knows of alerts: asked at every write.
final class Gate {
    private final Map<Integer, Long> expiries = new HashMap<>();
    private final Set<Integer> withdrawn = new HashSet<>();
    private final Set<Integer> halted = new HashSet<>();

    void follow(Effect effect) {
        switch (effect) {
            case Effect.Dispatch d -> expiries.put(d.alert(), d.expires().toEpochMilli());
            case Effect.Withdraw w -> withdrawn.add(w.alert());
            case Effect.Halt h -> halted.add(h.alert());
            case Effect.Resume r -> halted.remove(r.alert());
            case Effect.StepStop _,
                    Effect.TierGrant _,
                    Effect.TierRevoke _,
                    Effect.EndpointRelease _,
                    Effect.Suspend _,
                    Effect.Reinstate _ -> {}
        }
    }

    /// Null if a notice that expires then may be sent at this wall time.
    @Nullable
    NotSentCause noticeRefusal(long expiresMs, long wallMs) {
        return wallMs < expiresMs && !halted.contains(0) ? null : NotSentCause.GATE;
    }

    /// Null if something of the alert may be sent at this wall time.
    @Nullable
    NotSentCause refusal(int alert, long wallMs) {
        Long expiry = expiries.get(alert);
        boolean open = expiry != null && wallMs < expiry && !withdrawn.contains(alert);
        return open && !halted.contains(alert) && !halted.contains(0) ? null : NotSentCause.GATE;
    }
}

package uk.tocsin.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import uk.tocsin.lane.Lane;
import uk.tocsin.model.ChannelKind;

/// No node's requests reach a provider faster than its quota.
final class RateCheck implements Check {
    /// Long against the permit, short against the time a run's deliveries take at the low rate.
    private static final long WINDOW_MS = 8_000;

    private record LaneKey(long life, ChannelKind channel) {}

    private final World world;
    private final Map<LaneKey, Deque<Long>> windows = new HashMap<>();

    RateCheck(World world) {
        this.world = world;
    }

    @Override
    public void reached(Request request) {
        long now = world.time.nowMs();
        ChannelKind channel = request.delivery.channel();
        Deque<Long> window =
                windows.computeIfAbsent(new LaneKey(request.node.life(), channel), _ -> new ArrayDeque<>());
        window.addLast(now);
        while (window.getFirst() <= now - WINDOW_MS) {
            window.removeFirst();
        }
        Violation.unless(
                window.size() <= most(world.weather.quota.perSecond()),
                Invariant.RATE,
                "%d requests in %d ms on %s",
                window.size(),
                WINDOW_MS,
                channel);
    }

    /// The quota of a window, a lane's first burst of a tenth of a second, and what one permit's length shifts.
    private static double most(double perSecond) {
        double shifted = perSecond * Lane.PERMIT.toMillis() / 1_000;
        return perSecond * WINDOW_MS / 1_000 + Math.max(1, perSecond / 10) + shifted + 1;
    }
}

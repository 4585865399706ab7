package uk.tocsin.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import uk.tocsin.lane.Lane;
import uk.tocsin.model.ChannelKind;

/// Requests are written under a permit that holds, no more than it allows, and no faster than the quota.
final class PermitCheck implements Check {
    private static final long MINUTE_MS = 60_000;

    private record PermitKey(long life, long permit) {}

    private record LaneKey(long life, ChannelKind channel) {}

    private final World world;
    private final Map<PermitKey, Integer> used = new HashMap<>();
    private final Map<LaneKey, Deque<Long>> minutes = new HashMap<>();

    PermitCheck(World world) {
        this.world = world;
    }

    @Override
    public void written(Request request, Permit permit) {
        long now = world.time.nowMs();
        long life = request.node.life();
        Violation.unless(
                now - permit.grantedMs() < Lane.PERMIT.toMillis(),
                Invariant.PERMITS,
                "%s was written %d ms after the grant",
                request,
                now - permit.grantedMs());
        int count = used.merge(new PermitKey(life, permit.id()), 1, Integer::sum);
        Violation.unless(count <= permit.count(), Invariant.PERMITS, "%s is more than the permit allows", request);
        Deque<Long> minute = minutes.computeIfAbsent(new LaneKey(life, permit.channel()), _ -> new ArrayDeque<>());
        minute.addLast(now);
        while (minute.getFirst() <= now - MINUTE_MS) {
            minute.removeFirst();
        }
        Violation.unless(
                minute.size() <= World.LANE.perSecond() * 60 * 1.01 + 1,
                Invariant.RATE,
                "%d requests in a minute on %s",
                minute.size(),
                permit.channel());
    }
}

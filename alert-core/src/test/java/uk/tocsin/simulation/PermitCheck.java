package uk.tocsin.simulation;

import java.util.HashMap;
import java.util.Map;
import uk.tocsin.lane.Lane;

/// Requests are written under a permit that holds, and no more than it allows.
final class PermitCheck implements Check {
    private record PermitKey(long life, long permit) {}

    private final World world;
    private final Map<PermitKey, Integer> used = new HashMap<>();

    PermitCheck(World world) {
        this.world = world;
    }

    @Override
    public void noticeWritten(NoticeRequest notice, Permit permit) {
        written(notice.request(), permit);
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
    }
}

package uk.tocsin.simulation;

import uk.tocsin.lane.Lane;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.shard.Demand;

/// A lane in a node: carries demands in and permits out.
final class NodeLane {
    private static final int LANE_BITS = 3;
    private static final int CHANNEL_BITS = 2;

    private final World world;
    private final Node node;
    private final LaneShare share;
    private final ChannelKind channel;
    private final Lane lane;
    private long wakeMs = Long.MAX_VALUE;

    NodeLane(World world, Node node, LaneShare share, ChannelKind channel) {
        this.world = world;
        this.node = node;
        this.share = share;
        this.channel = channel;
        this.lane = new Lane(world.conduct.lane(world.weather.quota).share(share), world.time.nanos());
    }

    void demand(int shard, Demand demand) {
        lane.demand(shard, demand.key(), demand.count());
    }

    void noDemand(int shard) {
        lane.demand(shard, Demand.NONE.key(), 0);
    }

    void settle(Permit permit, int used) {
        lane.settle(permit.laneId(), used);
    }

    void ended(SendOutcome outcome) {
        lane.ended(outcome, world.time.nanos());
        pump();
    }

    void withheld() {
        lane.withheld();
        pump();
    }

    /// Hands out what can be granted now, and comes back when there may be more.
    void pump() {
        for (Lane.Grant grant : lane.grant(world.time.nanos())) {
            Owner owner = node.owner(grant.shard());
            if (owner == null) {
                lane.settle(grant.id(), 0);
                lane.demand(grant.shard(), Demand.NONE.key(), 0);
                continue;
            }
            long id = grant.id() << LANE_BITS | share.code() << CHANNEL_BITS | channel.code();
            owner.granted(new Permit(id, share, channel, grant.id(), grant.count(), world.time.nowMs(), node.wallMs()));
        }
        long waitMs = lane.nanosToNext(world.time.nanos()) / 1_000_000 + 1;
        long at = world.time.nowMs() + waitMs;
        if (lane.wanted() && waitMs > 1 && at < wakeMs) {
            wakeMs = at;
            node.after(waitMs, () -> {
                wakeMs = Long.MAX_VALUE;
                pump();
            });
        }
    }
}

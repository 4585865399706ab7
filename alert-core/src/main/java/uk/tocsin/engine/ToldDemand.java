package uk.tocsin.engine;

import java.util.IdentityHashMap;
import java.util.List;
import uk.tocsin.shard.Demand;
import uk.tocsin.shard.Shard;

/// What a shard has told the lanes it would send. Tells only what changed. On the shard's context.
final class ToldDemand {
    private final int number;
    private final List<LaneRunner> lanes;
    private final IdentityHashMap<LaneRunner, Demand> told = new IdentityHashMap<>();

    ToldDemand(int number, List<LaneRunner> lanes) {
        this.number = number;
        this.lanes = lanes;
    }

    void tell(Shard shard) {
        lanes.forEach(
                lane -> tell(lane, shard.demand(lane.share(), lane.channel().kind())));
    }

    /// The shard can use no permit now.
    void withdraw() {
        lanes.forEach(lane -> tell(lane, Demand.NONE));
    }

    private void tell(LaneRunner lane, Demand demand) {
        if (!demand.equals(told.getOrDefault(lane, Demand.NONE))) {
            told.put(lane, demand);
            lane.demand(number, demand.key(), demand.count());
        }
    }
}

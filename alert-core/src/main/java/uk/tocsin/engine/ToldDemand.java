package uk.tocsin.engine;

import java.util.EnumMap;
import java.util.Map;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.shard.Demand;
import uk.tocsin.shard.Shard;

/// What a shard has told the lanes it would send. Tells only what changed. On the shard's context.
final class ToldDemand {
    private final int number;
    private final Map<ChannelKind, LaneRunner> lanes;
    private final Map<ChannelKind, Demand> told = new EnumMap<>(ChannelKind.class);

    ToldDemand(int number, Map<ChannelKind, LaneRunner> lanes) {
        this.number = number;
        this.lanes = lanes;
    }

    void tell(Shard shard) {
        lanes.forEach((channel, lane) -> tell(channel, lane, shard.demand(channel)));
    }

    /// The shard can use no permit now.
    void withdraw() {
        lanes.forEach((channel, lane) -> tell(channel, lane, Demand.NONE));
    }

    private void tell(ChannelKind channel, LaneRunner lane, Demand demand) {
        if (!demand.equals(told.getOrDefault(channel, Demand.NONE))) {
            told.put(channel, demand);
            lane.demand(number, demand.key(), demand.count());
        }
    }
}

package uk.tocsin.simulation;

import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.LaneShare;
import uk.tocsin.shard.Wire;

/// A permit in a shard's hands.
///
/// @param id one number for all lanes of a node
/// @param grantedMs in true time, as a monotonic clock measures it
/// @param wallMs by the node's wall clock
record Permit(long id, LaneShare share, ChannelKind channel, long laneId, int count, long grantedMs, long wallMs) {
    Wire.Permit wire() {
        return new Wire.Permit(share, channel, count, id, wallMs);
    }
}

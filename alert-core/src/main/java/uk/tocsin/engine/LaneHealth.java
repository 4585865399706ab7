package uk.tocsin.engine;

import uk.tocsin.model.ChannelKind;

/// How a channel's lane for alerts does now. Immutable.
///
/// @param open whether the channel is used at all
/// @param breakerOpen whether it pauses because the provider fails or hangs
/// @param late whether its permits end before what they allow is written
/// @param inFlight requests that wait for the provider's answer
/// @param perSecond messages a second that the installation may send at most: this node its part of them
public record LaneHealth(
        ChannelKind channel, boolean open, boolean breakerOpen, boolean late, int inFlight, double perSecond) {
    /// Whether it sends as it should.
    public boolean healthy() {
        return open && !breakerOpen && !late;
    }
}

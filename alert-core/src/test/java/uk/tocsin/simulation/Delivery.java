package uk.tocsin.simulation;

import uk.tocsin.model.ChannelKind;

/// One alert, one subscriber, one channel.
record Delivery(int alert, int ordinal, ChannelKind channel) {}

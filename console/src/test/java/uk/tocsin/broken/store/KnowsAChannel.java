package uk.tocsin.broken.store;

import uk.tocsin.broken.channel.push.Push;

/// Breaks a rule of the house on purpose.
public record KnowsAChannel(Push it) {}

package uk.tocsin.broken.shard;

import uk.tocsin.broken.lane.Permit;

/// Breaks a rule of the house on purpose.
public record KnowsTheLane(Permit it) {}

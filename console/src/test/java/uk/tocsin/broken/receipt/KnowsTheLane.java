package uk.tocsin.broken.receipt;

import uk.tocsin.broken.lane.Permit;

/// Breaks a rule of the house on purpose.
public record KnowsTheLane(Permit it) {}

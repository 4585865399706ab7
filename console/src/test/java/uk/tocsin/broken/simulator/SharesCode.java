package uk.tocsin.broken.simulator;

import uk.tocsin.broken.lane.Permit;

/// Breaks a rule of the house on purpose.
public record SharesCode(Permit it) {}

package uk.tocsin.broken.lane;

import uk.tocsin.broken.engine.Wheel;

/// Breaks a rule of the house on purpose.
public record KnowsTheEngine(Wheel it) {}

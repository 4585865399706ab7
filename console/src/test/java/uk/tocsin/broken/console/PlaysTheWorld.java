package uk.tocsin.broken.console;

import uk.tocsin.broken.simulator.Weather;

/// Breaks a rule of the house on purpose.
public record PlaysTheWorld(Weather it) {}

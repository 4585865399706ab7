package uk.tocsin.broken.simulator;

/// A noun of the world.
public record Weather(int number) {}

package uk.tocsin.broken.engine;

/// A noun of this stage.
public record Wheel(int number) {}

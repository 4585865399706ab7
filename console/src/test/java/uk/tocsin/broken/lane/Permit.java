package uk.tocsin.broken.lane;

/// A noun of this stage.
public record Permit(int number) {}

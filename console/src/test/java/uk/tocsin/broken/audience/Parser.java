package uk.tocsin.broken.audience;

/// A noun of this stage.
public record Parser(int number) {}

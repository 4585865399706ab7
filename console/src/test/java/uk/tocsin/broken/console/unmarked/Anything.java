package uk.tocsin.broken.console.unmarked;

/// Breaks a rule of the house on purpose.
final class Anything {}

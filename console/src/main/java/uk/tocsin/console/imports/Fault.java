package uk.tocsin.console.imports;

/// Why something of a list was not taken.
///
/// @param line of the file, from 1; where a row spans several, its first
/// @param column its name; empty for the whole row
/// @param reason never with the value
public record Fault(long line, String column, String reason) {}

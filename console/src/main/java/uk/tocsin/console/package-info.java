/// The composition root: the only place that sees everything. Start at [uk.tocsin.console.Main], then
/// [uk.tocsin.console.Installation].
@org.jspecify.annotations.NullMarked
package uk.tocsin.console;

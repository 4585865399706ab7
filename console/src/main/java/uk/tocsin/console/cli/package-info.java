/// The command line: what `ops/tocsin` can be asked. Each command is a small class that reads [Arguments] and
/// answers with an exit status.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.cli;

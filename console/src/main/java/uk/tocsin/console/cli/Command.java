package uk.tocsin.console.cli;

/// Something that `ops/tocsin` can be asked.
@FunctionalInterface
interface Command {
    /// Answers on the terminal; returns the exit status.
    int run(Arguments arguments, Terminal terminal);
}

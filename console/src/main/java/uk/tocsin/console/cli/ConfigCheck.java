package uk.tocsin.console.cli;

/// Prints every setting in force, secrets hidden; or every problem, and exit status 2.
final class ConfigCheck implements Command {
    @Override
    public int run(Arguments arguments, Terminal terminal) {
        terminal.out().print(Options.settings(arguments).text());
        return Commands.DONE;
    }
}

package uk.tocsin.console.cli;

import uk.tocsin.console.config.Settings;

/// Prints every setting in force, secrets hidden; or every problem, and exit status 2.
final class ConfigCheck implements Command {
    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Settings settings = Options.settings(arguments);
        settings.effective().forEach((name, value) -> terminal.out().println(name + "=" + value));
        return Commands.DONE;
    }
}

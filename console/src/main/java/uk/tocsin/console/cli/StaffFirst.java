package uk.tocsin.console.cli;

import uk.tocsin.console.Installation;

/// Makes the first administrator of an installation that nobody serves, and prints their bearer token once. They
/// add everybody else through the API.
final class StaffFirst implements Command {
    private static final long WAIT_SECONDS = 30;

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        arguments.data();
        try (Installation house = Installation.open(Options.settings(arguments))) {
            terminal.out().println(Installation.await(house.firstAdministrator(), WAIT_SECONDS));
            return Commands.DONE;
        } catch (IllegalStateException e) {
            terminal.errors().println("tocsin: " + e.getMessage());
            return Commands.NO;
        }
    }
}

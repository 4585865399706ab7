package uk.tocsin.console.cli;

import uk.tocsin.console.Installation;
import uk.tocsin.console.Server;

/// Serves until the process is told to end (SIGTERM, Ctrl-C), and then stops cleanly. While nobody has an account,
/// each start prints a code with which the first administrator makes theirs.
final class Serve implements Command {
    private static final long WAIT_SECONDS = 30;

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Server server = Server.open(Options.settings(arguments));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("tocsin-shutdown").unstarted(server::close));
        terminal.out().println("console " + server.consoleUrl());
        terminal.out()
                .println("edge    port " + server.edge().port() + ", bounces port "
                        + server.edge().bouncePort());
        Installation.await(server.house().accounts().enrolment().first(), WAIT_SECONDS)
                .ifPresent(code -> terminal.out()
                        .println("first administrator: open " + server.consoleUrl()
                                + "/first-run within 24 hours and enter the code " + code));
        return Commands.SERVING;
    }
}

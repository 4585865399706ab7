package uk.tocsin.console.cli;

import uk.tocsin.console.Installation;
import uk.tocsin.console.Server;
import uk.tocsin.console.config.NodeRole;
import uk.tocsin.console.config.Settings;

/// Serves until the process is told to end (SIGTERM, Ctrl-C), and then stops cleanly. While nobody has an account,
/// each start prints a code with which the first administrator makes theirs.
final class Serve implements Command {
    private static final long WAIT_SECONDS = 30;

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Server server = Server.open(Options.settings(arguments));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("tocsin-shutdown").unstarted(server::close));
        Settings settings = server.house().settings();
        boolean console = settings.has(NodeRole.CONSOLE);
        terminal.out().println((console ? "console " : "health  ") + server.consoleUrl());
        if (settings.has(NodeRole.EDGE)) {
            terminal.out()
                    .println("edge    port " + server.edge().port() + ", bounces port "
                            + server.edge().bouncePort());
        }
        if (console) {
            printFirst(server, terminal);
        }
        return Commands.SERVING;
    }

    private static void printFirst(Server server, Terminal terminal) {
        Installation.await(server.house().accounts().enrolment().first(), WAIT_SECONDS)
                .ifPresent(code -> terminal.out()
                        .println("first administrator: open " + server.consoleUrl()
                                + "/first-run within 24 hours and enter the code " + code));
    }
}

package uk.tocsin.console.cli;

import uk.tocsin.console.Server;

/// Serves until the process is told to end (SIGTERM, Ctrl-C), and then stops cleanly.
final class Serve implements Command {
    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Server server = Server.open(Options.settings(arguments));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("tocsin-shutdown").unstarted(server::close));
        terminal.out().println("console " + server.consoleUrl());
        terminal.out()
                .println("edge    port " + server.edge().port() + ", bounces port "
                        + server.edge().bouncePort());
        return Commands.SERVING;
    }
}

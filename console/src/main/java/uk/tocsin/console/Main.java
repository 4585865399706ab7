package uk.tocsin.console;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import uk.tocsin.console.cli.Commands;

/// Where everything starts: `ops/tocsin COMMAND`. `serve` opens an [Installation] and its two servers; the other
/// commands ask or keep a data directory that nobody serves.
public final class Main {
    private Main() {}

    /// Runs one command. The exit status is 0 for done, 1 for a "no" that was asked for, 2 for a command or a
    /// setting that cannot be understood.
    public static void main(String[] args) {
        PrintWriter out = writer(System.out);
        PrintWriter errors = writer(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int status = new Commands(in, out, errors).run(args);
        out.flush();
        errors.flush();
        if (status != Commands.SERVING) {
            System.exit(status);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}

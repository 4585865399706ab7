package uk.tocsin.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// A bar on a terminal; a line for each tenth where the output is no terminal.
final class Progress {
    private static final int WIDTH = 40;
    private static final int TENTHS = 10;

    private final PrintWriter out;
    private final String what;
    private final long total;
    private final boolean terminal = onTerminal();
    private int tenths;

    Progress(PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = Math.max(1, total);
    }

    @SuppressWarnings("SystemConsoleNull") // not in 22 to 24, but null again in JDK 25 without a terminal
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// So far.
    void at(long count) {
        int done = (int) (Math.min(count, total) * TENTHS / total);
        if (terminal) {
            int filled = (int) (Math.min(count, total) * WIDTH / total);
            String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
            out.printf(Locale.UK, "\r%-20s %s %,d of %,d", what, bar, count, total);
            out.flush();
        } else if (done > tenths) {
            out.printf(Locale.UK, "%-20s %,d of %,d%n", what, count, total);
        }
        tenths = Math.max(tenths, done);
    }

    /// All of it, in this time; nothing is printed if nothing was to be done.
    void end(Duration took) {
        if (tenths > 0) {
            out.printf(
                    Locale.UK,
                    "%s%-20s %,d in %.1f s%n",
                    terminal ? "\r\u001b[K" : "",
                    what,
                    total,
                    took.toMillis() / 1000.0);
        }
    }
}

package uk.tocsin.console.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// How far a command is, with its rate and the time left: a bar on a terminal, a line for each tenth elsewhere. One
/// thread.
final class Meter {
    private static final int WIDTH = 30;
    private static final int TENTHS = 10;
    private static final double SECOND = 1e9;

    private final PrintWriter out;
    private final String unit;
    private final long began = System.nanoTime();
    private final boolean terminal = onTerminal();
    private final double doneBefore;
    private final long countBefore;
    private int tenths;

    /// @param unit what is counted, e.g. `rows`
    /// @param doneBefore the share of the whole that an earlier run did, with `countBefore` of them
    Meter(PrintWriter out, String unit, double doneBefore, long countBefore) {
        this.out = out;
        this.unit = unit;
        this.doneBefore = doneBefore;
        this.countBefore = countBefore;
    }

    @SuppressWarnings("SystemConsoleNull") // not in 22 to 24, but null again in JDK 25 without a terminal
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// So much of the whole is done, and so many are counted.
    void at(double done, long count) {
        int tenth = (int) (done * TENTHS);
        if (terminal) {
            int filled = (int) (done * WIDTH);
            out.printf("\r%s%s %s\u001b[K", "█".repeat(filled), "░".repeat(WIDTH - filled), words(done, count));
            out.flush();
        } else if (tenth > tenths) {
            out.println(words(done, count));
        }
        tenths = Math.max(tenths, tenth);
    }

    private String words(double done, long count) {
        double seconds = seconds();
        double left = done > doneBefore ? seconds * (1 - done) / (done - doneBefore) : 0;
        return String.format(
                Locale.UK,
                "%3.0f %%  %,d %s  %,.0f a second  %s left",
                done * 100,
                count,
                unit,
                (count - countBefore) / seconds,
                clock(Duration.ofSeconds(Math.round(left))));
    }

    private static String clock(Duration duration) {
        return duration.toHours() > 0
                ? String.format(
                        Locale.UK,
                        "%d:%02d:%02d",
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart())
                : String.format(Locale.UK, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    private double seconds() {
        return Math.max(1e-3, (System.nanoTime() - began) / SECOND);
    }

    /// All of it.
    void end(long all) {
        long count = all - countBefore;
        out.printf(
                Locale.UK,
                "%s%,d %s in %.1f s, %,.0f a second%n",
                terminal ? "\r\u001b[K" : "",
                count,
                unit,
                seconds(),
                count / seconds());
    }
}

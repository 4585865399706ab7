package uk.tocsin.console.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a copy holds that was read back and is the same.
public final class Report {
    private record Line(String what, Sum.Total total) {}

    private final List<Line> lines = new ArrayList<>();

    void add(String what, Sum.Total total) {
        lines.add(new Line(what, total));
    }

    /// How many things there are.
    public long count() {
        return lines.stream().mapToLong(line -> line.total().count()).sum();
    }

    /// A short table: what, how many, and the SHA-256 of them.
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        for (Line line : lines) {
            table.append(String.format(
                    Locale.UK,
                    "  %-28s %,14d   %s%n",
                    line.what(),
                    line.total().count(),
                    line.total().sha256().substring(0, 32)));
        }
        return table.toString();
    }
}

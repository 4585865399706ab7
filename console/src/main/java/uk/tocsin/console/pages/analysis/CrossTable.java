package uk.tocsin.console.pages.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.analysis.Subject.Sent;
import uk.tocsin.reach.Cross;
import uk.tocsin.reach.Reach;

/// One measure by two dimensions, with sums. People with no value of a dimension have a row or column of their own, so
/// that the parts add up; where people have several values they can add up to more. For one thread.
final class CrossTable {
    private static final String NOT_KNOWN = "Not known";

    private final Question question;
    private final List<Taxonomy.Entry> allRows;
    private final List<Taxonomy.Entry> allColumns;
    private final List<Cross> alerts;
    private final int[] rows;
    private final int[] columns;

    /// @param alerts what [#count] gave for the question, over all shards
    CrossTable(List<Cross> alerts, Question question, Taxonomy taxonomy) {
        this.question = question;
        this.alerts = alerts;
        allRows = taxonomy.entries(question.rows());
        allColumns = taxonomy.entries(question.columns());
        rows = present(allRows, row -> sum(Reach.People::audience, row, allColumns.size()));
        columns = present(allColumns, column -> sum(Reach.People::audience, allRows.size(), column));
    }

    /// Persons or premises by the dimensions of a question, each alert by itself: most of the work.
    static List<Cross> count(List<Sent> alerts, Question question, Taxonomy taxonomy) {
        int[] rows = segments(taxonomy.entries(question.rows()));
        int[] columns = segments(taxonomy.entries(question.columns()));
        return alerts.stream()
                .map(Sent::ledgers)
                .map(ledgers -> question.premises()
                        ? Cross.premises(ledgers, rows, columns)
                        : Cross.persons(ledgers, rows, columns))
                .toList();
    }

    /// The sums of what two parts of the shards count, alert by alert.
    static List<Cross> sum(List<Cross> some, List<Cross> others) {
        return IntStream.range(0, some.size())
                .mapToObj(alert -> some.get(alert).plus(others.get(alert)))
                .toList();
    }

    private static int[] segments(List<Taxonomy.Entry> entries) {
        return entries.stream().mapToInt(Taxonomy.Entry::segment).toArray();
    }

    /// The places of those entries that anybody has whom the alerts meant.
    private static int[] present(List<Taxonomy.Entry> entries, IntToLongFunction meant) {
        return IntStream.range(0, entries.size())
                .filter(place -> meant.applyAsLong(place) > 0)
                .toArray();
    }

    private long sum(ToLongFunction<Reach.People> figure, int row, int column) {
        return alerts.stream()
                .mapToLong(alert -> figure.applyAsLong(alert.at(row, column)))
                .sum();
    }

    Sheet sheet(Held held) {
        long[][] meant = table(Reach.People::audience);
        List<String> rowLabels = labels(allRows, rows);
        List<Sheet.Row> lines = switch (question.measure()) {
            case MEANT -> held.rows(rowLabels, meant);
            case REACHED -> held.rows(rowLabels, table(Reach.People::reached), meant);
            case ACKNOWLEDGED -> held.rows(rowLabels, table(Reach.People::acknowledged), meant);
            case REACHED_SHARE -> held.shares(rowLabels, table(Reach.People::reached), meant);
            case ACKNOWLEDGED_SHARE -> held.shares(rowLabels, table(Reach.People::acknowledged), meant);
        };
        List<String> heads = new ArrayList<>(List.of(Question.label(question.rows())));
        heads.addAll(labels(allColumns, columns));
        String counted = question.premises() ? "premises" : "people";
        String title = question.measure().label() + ", " + counted + ": "
                + Question.label(question.rows()).toLowerCase(Locale.UK) + " by "
                + Question.label(question.columns()).toLowerCase(Locale.UK);
        return new Sheet("cross", title, held.note(), heads, lines);
    }

    private static List<String> labels(List<Taxonomy.Entry> entries, int[] places) {
        List<String> labels = new ArrayList<>();
        for (int place : places) {
            labels.add(entries.get(place).english());
        }
        labels.add(NOT_KNOWN);
        labels.add("All");
        return labels;
    }

    /// The figure by row and column; before the sums what is left of them.
    private long[][] table(ToLongFunction<Reach.People> figure) {
        int height = rows.length;
        int width = columns.length;
        long[][] table = new long[height + 2][width + 2];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                table[row][column] = sum(figure, rows[row], columns[column]);
            }
            table[row][width + 1] = sum(figure, rows[row], allColumns.size());
        }
        for (int column = 0; column < width; column++) {
            table[height + 1][column] = sum(figure, allRows.size(), columns[column]);
        }
        table[height + 1][width + 1] = sum(figure, allRows.size(), allColumns.size());
        rest(table);
        return table;
    }

    private static void rest(long[][] table) {
        int last = table.length - 1;
        int end = table[0].length - 1;
        for (int row = 0; row <= last; row++) {
            if (row != last - 1) {
                table[row][end - 1] = table[row][end];
                for (int column = 0; column < end - 1; column++) {
                    table[row][end - 1] -= table[row][column];
                }
                table[row][end - 1] = Math.max(0, table[row][end - 1]);
            }
        }
        for (int column = 0; column <= end; column++) {
            table[last - 1][column] = table[last][column];
            for (int row = 0; row < last - 1; row++) {
                table[last - 1][column] -= table[row][column];
            }
            table[last - 1][column] = Math.max(0, table[last - 1][column]);
        }
    }
}

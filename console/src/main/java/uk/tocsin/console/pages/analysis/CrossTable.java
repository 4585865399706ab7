package uk.tocsin.console.pages.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.model.Dimension;
import uk.tocsin.reach.Reach;

/// One measure by two dimensions, with sums. People with no value of a dimension have a row or column of their own, so
/// that the parts add up; where people have several values they can add up to more. For one thread.
final class CrossTable {
    private static final String NOT_KNOWN = "Not known";

    private final Subject subject;
    private final Question question;
    private final List<Taxonomy.Entry> rows;
    private final List<Taxonomy.Entry> columns;

    CrossTable(Subject subject, Question question, Taxonomy taxonomy) {
        this.subject = subject;
        this.question = question;
        this.rows = present(question.rows(), taxonomy);
        this.columns = present(question.columns(), taxonomy);
    }

    private List<Taxonomy.Entry> present(Dimension dimension, Taxonomy taxonomy) {
        return taxonomy.entries(dimension).stream()
                .filter(entry -> subject.sum(of(Reach.People::audience), entry.segment()) > 0)
                .toList();
    }

    private ToLongFunction<Reach.Report> of(ToLongFunction<Reach.People> figure) {
        Function<Reach.Report, Reach.People> who = question.premises() ? Reach.Report::premises : Reach.Report::persons;
        return report -> figure.applyAsLong(who.apply(report));
    }

    Sheet sheet(Held held) {
        long[][] meant = table(Reach.People::audience);
        List<String> rowLabels = labels(rows);
        List<Sheet.Row> lines = switch (question.measure()) {
            case MEANT -> held.rows(rowLabels, meant);
            case REACHED -> held.rows(rowLabels, table(Reach.People::reached), meant);
            case ACKNOWLEDGED -> held.rows(rowLabels, table(Reach.People::acknowledged), meant);
            case REACHED_SHARE -> held.shares(rowLabels, table(Reach.People::reached), meant);
            case ACKNOWLEDGED_SHARE -> held.shares(rowLabels, table(Reach.People::acknowledged), meant);
        };
        List<String> heads = new ArrayList<>(List.of(Question.label(question.rows())));
        heads.addAll(labels(columns));
        String counted = question.premises() ? "premises" : "people";
        String title = question.measure().label() + ", " + counted + ": "
                + Question.label(question.rows()).toLowerCase(Locale.UK) + " by "
                + Question.label(question.columns()).toLowerCase(Locale.UK);
        return new Sheet("cross", title, held.note(), heads, lines);
    }

    private static List<String> labels(List<Taxonomy.Entry> entries) {
        List<String> labels =
                new ArrayList<>(entries.stream().map(Taxonomy.Entry::english).toList());
        labels.add(NOT_KNOWN);
        labels.add("All");
        return labels;
    }

    /// The figure by row and column; before the sums what is left of them.
    private long[][] table(ToLongFunction<Reach.People> figure) {
        ToLongFunction<Reach.Report> of = of(figure);
        int height = rows.size();
        int width = columns.size();
        long[][] table = new long[height + 2][width + 2];
        for (int row = 0; row < height; row++) {
            int segment = rows.get(row).segment();
            for (int column = 0; column < width; column++) {
                table[row][column] =
                        subject.sum(of, segment, columns.get(column).segment());
            }
            table[row][width + 1] = subject.sum(of, segment);
        }
        for (int column = 0; column < width; column++) {
            table[height + 1][column] = subject.sum(of, columns.get(column).segment());
        }
        table[height + 1][width + 1] = subject.sum(of);
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

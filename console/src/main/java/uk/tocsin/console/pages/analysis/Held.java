package uk.tocsin.console.pages.analysis;

import java.util.ArrayList;
import java.util.List;
import uk.tocsin.console.pages.Sheet.Cell;
import uk.tocsin.console.pages.Sheet.Row;

/// Figures as somebody may see them: who only analyses sees none under ten, nor one that leaves less than ten of those
/// meant. Immutable.
///
/// @param small whether small figures are held back
record Held(boolean small) {
    /// Stands for a figure that is held back, as statisticians write it.
    static final Cell CONFIDENTIAL = Cell.of("[c]");

    /// What a page says about it.
    String note() {
        return small
                ? "[c] is not shown: it is a figure under 10, leaves fewer than 10 of those meant, or would let such a"
                        + " figure be worked out."
                : "";
    }

    /// One figure by itself.
    Cell of(long figure) {
        return small && figure < SmallCells.LEAST ? CONFIDENTIAL : Cell.of(figure);
    }

    /// One figure of a whole that is shown beside it.
    Cell of(long figure, long whole) {
        return small && whole - figure < SmallCells.LEAST ? CONFIDENTIAL : of(figure);
    }

    /// Which figures of a table of those meant are not shown. Its last row and column are sums: those are held back
    /// alike in every table that has them.
    private boolean[][] hidden(long[][] meant) {
        int last = meant.length - 1;
        boolean[] rows = SmallCells.margin(column(meant, meant[0].length - 1));
        return hidden(meant, SmallCells.small(meant), rows, SmallCells.margin(meant[last]));
    }

    /// The same for a part of them.
    private boolean[][] hidden(long[][] part, long[][] meant) {
        int last = part.length - 1;
        int end = part[0].length - 1;
        boolean[] rows = SmallCells.margin(column(part, end), column(meant, end));
        return hidden(part, SmallCells.small(part, meant), rows, SmallCells.margin(part[last], meant[last]));
    }

    private boolean[][] hidden(long[][] table, boolean[][] first, boolean[] rows, boolean[] columns) {
        int last = table.length - 1;
        int end = table[0].length - 1;
        for (int row = 0; row <= last; row++) {
            first[row][end] |= rows[row];
        }
        for (int column = 0; column <= end; column++) {
            first[last][column] |= columns[column];
        }
        return small ? SmallCells.hidden(table, first) : new boolean[table.length][table[0].length];
    }

    private static long[] column(long[][] table, int column) {
        long[] figures = new long[table.length];
        for (int row = 0; row < table.length; row++) {
            figures[row] = table[row][column];
        }
        return figures;
    }

    /// A table of those meant, line by line.
    List<Row> rows(List<String> labels, long[][] meant) {
        return rows(labels, meant, hidden(meant));
    }

    /// A table of a part of them.
    List<Row> rows(List<String> labels, long[][] part, long[][] meant) {
        return rows(labels, part, hidden(part, meant));
    }

    private static List<Row> rows(List<String> labels, long[][] table, boolean[][] hidden) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < table.length; row++) {
            List<Cell> cells = new ArrayList<>();
            for (int column = 0; column < table[row].length; column++) {
                cells.add(hidden[row][column] ? CONFIDENTIAL : Cell.of(table[row][column]));
            }
            rows.add(new Row(labels.get(row), cells, row == table.length - 1));
        }
        return rows;
    }

    /// A table whose columns are the parts of those meant, and last those meant, with the share that the first part
    /// is.
    List<Row> parts(List<String> labels, long[][] table) {
        int end = table[0].length - 1;
        boolean[][] first = SmallCells.small(table);
        for (int column = 0; column <= end; column++) {
            long[] figures = column(table, column);
            boolean[] margin =
                    column == end ? SmallCells.margin(figures) : SmallCells.margin(figures, column(table, end));
            for (int row = 0; row < table.length; row++) {
                first[row][column] |= margin[row];
            }
        }
        boolean[][] hidden = small ? SmallCells.hidden(table, first) : new boolean[table.length][table[0].length];
        List<Row> rows = new ArrayList<>();
        for (Row row : rows(labels, table, hidden)) {
            int at = rows.size();
            List<Cell> cells = new ArrayList<>(row.cells());
            boolean secret = hidden[at][0] || hidden[at][end];
            cells.add(secret ? CONFIDENTIAL : Cell.share(table[at][0], table[at][end]));
            rows.add(new Row(row.label(), cells, row.sum()));
        }
        return rows;
    }

    /// The shares of one table in another; one is shown where both of its figures may be.
    List<Row> shares(List<String> labels, long[][] parts, long[][] wholes) {
        boolean[][] hiddenParts = hidden(parts, wholes);
        boolean[][] hiddenWholes = hidden(wholes);
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < parts.length; row++) {
            List<Cell> cells = new ArrayList<>();
            for (int column = 0; column < parts[row].length; column++) {
                boolean hidden = hiddenParts[row][column] || hiddenWholes[row][column];
                cells.add(hidden ? CONFIDENTIAL : Cell.share(parts[row][column], wholes[row][column]));
            }
            rows.add(new Row(labels.get(row), cells, row == parts.length - 1));
        }
        return rows;
    }
}

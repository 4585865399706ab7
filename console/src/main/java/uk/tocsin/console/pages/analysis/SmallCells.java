package uk.tocsin.console.pages.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which figures of a table are held back from those who only analyse, so that nobody is found out: every figure under
/// ten, and as many others as keep it from being worked out from the sums. Pure; any thread.
///
/// How it works: every row and every column says that its parts add up to its sum. Take rows and columns, those of the
/// sums included, as points, and every figure held back as a line from its row to its column. A figure can be worked
/// out exactly when its line is on no circle: then one side of it is all known. So lines are added, the smallest
/// figures first, until each is on a circle. And where a row or column shows its sum, what it holds back adds up to
/// ten at least: else each of it would be known to be small.
final class SmallCells {
    /// Figures under this are held back.
    static final int LEAST = 10;

    /// More than three figures of any table.
    private static final long SUM_COST = 1L << 40;

    private final long[][] table;
    private final boolean[][] hidden;
    private final int rows;
    private final int columns;

    private SmallCells(long[][] table, boolean[][] first) {
        this.table = table;
        this.rows = table.length;
        this.columns = table[0].length;
        this.hidden = new boolean[rows][];
        for (int row = 0; row < rows; row++) {
            hidden[row] = first[row].clone();
        }
    }

    /// Which figures are held back.
    ///
    /// @param table by row and column; the last row and the last column are the sums of the others
    static boolean[][] hidden(long[][] table) {
        return hidden(table, small(table));
    }

    /// The same, where some are held back whatever they are.
    static boolean[][] hidden(long[][] table, boolean[][] first) {
        SmallCells cells = new SmallCells(table, first);
        while (cells.hideOneMore()) {
            // until nothing more can be worked out
        }
        return cells.hidden;
    }

    /// Which of these are under ten.
    static boolean[][] small(long[][] table) {
        boolean[][] small = new boolean[table.length][table[0].length];
        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < table[row].length; column++) {
                small[row][column] = table[row][column] < LEAST;
            }
        }
        return small;
    }

    /// Which of these are under ten, or leave less than ten of what they are a part of.
    static boolean[][] small(long[][] table, long[][] whole) {
        boolean[][] small = small(table);
        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < table[row].length; column++) {
                small[row][column] |= whole[row][column] - table[row][column] < LEAST;
            }
        }
        return small;
    }

    /// Which figures of one row of figures are held back, whatever table they are the sums of: the same in every
    /// table, so that two tables do not tell what each holds back.
    ///
    /// @param figures the last is the sum of the others
    static boolean[] margin(long[] figures) {
        return margin(figures, small(twice(figures)));
    }

    /// The same for parts of a whole.
    static boolean[] margin(long[] figures, long[] whole) {
        return margin(figures, small(twice(figures), twice(whole)));
    }

    private static boolean[] margin(long[] figures, boolean[][] first) {
        boolean[][] hidden = hidden(twice(figures), first);
        boolean[] margin = new boolean[figures.length];
        for (int i = 0; i < figures.length; i++) {
            margin[i] = hidden[i][1];
        }
        return margin;
    }

    private static long[][] twice(long[] figures) {
        return Arrays.stream(figures)
                .mapToObj(figure -> new long[] {figure, figure})
                .toArray(long[][]::new);
    }

    /// A place in the table.
    private record Cell(int row, int column) {}

    /// Hides a further figure if any that is hidden could be worked out; false when none can.
    private boolean hideOneMore() {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (hidden[row][column] && isAlone(row, column) && hideCircle(row, column)) {
                    return true;
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            if (tellsTooMuch(rowOf(row)) && hideSmallest(rowOf(row))) {
                return true;
            }
        }
        for (int column = 0; column < columns; column++) {
            if (tellsTooMuch(columnOf(column)) && hideSmallest(columnOf(column))) {
                return true;
            }
        }
        return false;
    }

    private List<Cell> rowOf(int row) {
        List<Cell> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            cells.add(new Cell(row, column));
        }
        return cells;
    }

    private List<Cell> columnOf(int column) {
        List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            cells.add(new Cell(row, column));
        }
        return cells;
    }

    /// Puts a figure on a circle of four: with another of its row, one of its column, and the one across, the smallest
    /// that do.
    private boolean hideCircle(int row, int column) {
        long least = Long.MAX_VALUE;
        Cell across = null;
        for (int other = 0; other < rows; other++) {
            for (int beside = 0; beside < columns; beside++) {
                long cost = cost(row, beside) + cost(other, column) + cost(other, beside);
                if (other != row && beside != column && cost < least) {
                    least = cost;
                    across = new Cell(other, beside);
                }
            }
        }
        if (across == null) {
            return false;
        }
        hidden[row][across.column()] = true;
        hidden[across.row()][column] = true;
        hidden[across.row()][across.column()] = true;
        return true;
    }

    /// What is lost by holding a figure back: nothing if it is already, and more for a sum than for any part.
    private long cost(int row, int column) {
        if (hidden[row][column]) {
            return 0;
        }
        return isSum(new Cell(row, column)) ? SUM_COST + table[row][column] : table[row][column];
    }

    /// Whether a line with a sum that is shown holds back so little that all of it is known to be small.
    private boolean tellsTooMuch(List<Cell> line) {
        Cell sum = line.getLast();
        List<Cell> parts = line.subList(0, line.size() - 1).stream()
                .filter(cell -> hidden[cell.row()][cell.column()])
                .toList();
        long held = parts.stream()
                .mapToLong(cell -> table[cell.row()][cell.column()])
                .sum();
        return !hidden[sum.row()][sum.column()] && !parts.isEmpty() && held < LEAST;
    }

    /// Hides the smallest of these that is shown, a sum only where nothing else is; false when all are hidden.
    private boolean hideSmallest(List<Cell> cells) {
        Cell smallest = null;
        for (Cell cell : cells) {
            boolean shown = !hidden[cell.row()][cell.column()];
            if (shown && (smallest == null || before(cell, smallest))) {
                smallest = cell;
            }
        }
        if (smallest != null) {
            hidden[smallest.row()][smallest.column()] = true;
        }
        return smallest != null;
    }

    private boolean before(Cell cell, Cell other) {
        boolean sum = isSum(cell);
        return sum == isSum(other) ? table[cell.row()][cell.column()] < table[other.row()][other.column()] : !sum;
    }

    private boolean isSum(Cell cell) {
        return cell.row() == rows - 1 || cell.column() == columns - 1;
    }

    /// Whether the line of a hidden figure is on no circle: without it, its column cannot be got to from its row.
    private boolean isAlone(int row, int column) {
        boolean[] rowSeen = new boolean[rows];
        boolean[] columnSeen = new boolean[columns];
        rowSeen[row] = true;
        List<Integer> waiting = new ArrayList<>(List.of(row));
        while (!waiting.isEmpty()) {
            int point = waiting.removeLast();
            int from = point;
            for (int to = 0; point < rows && to < columns; to++) {
                boolean itself = from == row && to == column;
                if (hidden[from][to] && !itself && !columnSeen[to]) {
                    columnSeen[to] = true;
                    waiting.add(rows + to);
                }
            }
            for (int to = 0; point >= rows && to < rows; to++) {
                boolean itself = to == row && from - rows == column;
                if (hidden[to][from - rows] && !itself && !rowSeen[to]) {
                    rowSeen[to] = true;
                    waiting.add(to);
                }
            }
        }
        return !columnSeen[column];
    }
}

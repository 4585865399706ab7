package uk.tocsin.reach;

import java.util.Arrays;
import java.util.Collection;
import uk.tocsin.model.LedgerView;

/// How many persons, or premises, an alert meant, attempted and reached, by two lists of segments: each figure is that
/// of [Reach#of] for the slice of a row and a column. Immutable. Made on the caller's thread.
public final class Cross {
    private final long[][][] stages;

    /// Takes those in each stage, or in one before it, by row and column.
    private Cross(long[][][] stages) {
        this.stages = stages;
    }

    /// The persons of an alert, over the views of all shards.
    public static Cross persons(Collection<? extends LedgerView> shards, int[] rows, int[] columns) {
        CrossCount count = new CrossCount(rows, columns);
        shards.forEach(count::add);
        return new Cross(count.stages());
    }

    /// The premises that those persons answer for, as many rows and columns at a time as can be counted at once: rows
    /// and columns change places where that makes fewer parts.
    public static Cross premises(Collection<? extends LedgerView> shards, int[] rows, int[] columns) {
        return new Cross(
                parts(rows, columns) <= parts(columns, rows)
                        ? countPremises(shards, rows, columns)
                        : turned(countPremises(shards, columns, rows)));
    }

    private static int parts(int[] rows, int[] columns) {
        return Math.ceilDiv(rows.length, CrossPremises.MOST_ROWS)
                * Math.ceilDiv(columns.length, CrossPremises.MOST_COLUMNS);
    }

    private static long[][][] countPremises(Collection<? extends LedgerView> shards, int[] rows, int[] columns) {
        long[][][] stages = new long[rows.length + 1][columns.length + 1][];
        int row = 0;
        do {
            int[] someRows = part(rows, row, CrossPremises.MOST_ROWS);
            int column = 0;
            do {
                int[] someColumns = part(columns, column, CrossPremises.MOST_COLUMNS);
                CrossPremises count = new CrossPremises(someRows, someColumns);
                shards.forEach(count::add);
                place(count.stages(), stages, row, column);
                column += CrossPremises.MOST_COLUMNS;
            } while (column < columns.length);
            row += CrossPremises.MOST_ROWS;
        } while (row < rows.length);
        return stages;
    }

    private static long[][][] turned(long[][][] table) {
        long[][][] turned = new long[table[0].length][table.length][];
        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < turned.length; column++) {
                turned[column][row] = table[row][column];
            }
        }
        return turned;
    }

    private static int[] part(int[] segments, int from, int most) {
        return Arrays.copyOfRange(segments, from, Math.min(segments.length, from + most));
    }

    /// Puts a part into the whole; its last row and column are those of the whole too.
    private static void place(long[][][] part, long[][][] whole, int row, int column) {
        for (int i = 0; i < part.length; i++) {
            long[][] line = whole[i == part.length - 1 ? whole.length - 1 : row + i];
            for (int k = 0; k < part[i].length; k++) {
                line[k == part[i].length - 1 ? line.length - 1 : column + k] = part[i][k];
            }
        }
    }

    /// The figures of these shards and of others together.
    ///
    /// @param others for the same rows and columns
    public Cross plus(Cross others) {
        long[][][] sums = new long[stages.length][stages[0].length][Standing.COUNT];
        for (int row = 0; row < sums.length; row++) {
            for (int column = 0; column < sums[row].length; column++) {
                add(sums[row][column], stages[row][column]);
                add(sums[row][column], others.stages[row][column]);
            }
        }
        return new Cross(sums);
    }

    static void add(long[] to, long[] counts) {
        for (int i = 0; i < to.length; i++) {
            to[i] += counts[i];
        }
    }

    /// The figures of a cell, by the place of its row and of its column in their lists; the place behind the last
    /// stands for whoever the alert knows.
    public Reach.People at(int row, int column) {
        return Reach.People.of(stages[row][column]);
    }
}

package uk.tocsin.reach;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;
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

    /// The premises that those persons answer for.
    public static Cross premises(Collection<? extends LedgerView> shards, int[] rows, int[] columns) {
        long[][][] stages = new long[rows.length + 1][columns.length + 1][Standing.COUNT];
        for (LedgerView shard : shards) {
            for (int row = 0; row <= rows.length; row++) {
                for (int column = 0; column <= columns.length; column++) {
                    Slice slice = Slice.of(shard, segments(rows, row, columns, column));
                    add(stages[row][column], slice.standing().premises(slice));
                }
            }
        }
        return new Cross(stages);
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

    private static int[] segments(int[] rows, int row, int[] columns, int column) {
        return IntStream.concat(
                        Arrays.stream(rows).skip(row).limit(1),
                        Arrays.stream(columns).skip(column).limit(1))
                .toArray();
    }

    private static void add(long[] to, long[] counts) {
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

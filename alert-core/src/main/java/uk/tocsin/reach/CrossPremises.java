package uk.tocsin.reach;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.roaringbitmap.IntConsumer;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.PeopleByPremises;

/// The premises of a [Cross], counted shard by shard. For one thread.
///
/// Each person has a long with a bit for each row that he or she is in, and one with his or her rank in the field of
/// each column. All premises are gone through once, with their people: for each row that any of them is in, the
/// highest rank in each field counts. The bit and the field behind the last stand for whoever the alert knows.
final class CrossPremises {
    static final int MOST_ROWS = Long.SIZE - 1;
    static final int MOST_COLUMNS = Fields.COUNT - 1;

    private final int[] rows;
    private final int[] columns;
    private final long[][][] stages;

    /// By slot of the shard that is added, and perhaps more behind them.
    private long[] inRows = {};

    private long[] inColumns = {};
    private long[] ranked = {};

    /// @param rows at most [#MOST_ROWS]
    /// @param columns at most [#MOST_COLUMNS]
    CrossPremises(int[] rows, int[] columns) {
        this.rows = rows;
        this.columns = columns;
        stages = new long[rows.length + 1][columns.length + 1][Standing.COUNT];
    }

    /// Adds a shard; what is kept of it is not counted again.
    void add(LedgerView view) {
        long[][][] here = Kept.of(view).table(rows, columns, () -> count(view));
        for (int row = 0; row <= rows.length; row++) {
            for (int column = 0; column <= columns.length; column++) {
                Cross.add(stages[row][column], here[row][column]);
            }
        }
    }

    private long[][][] count(LedgerView view) {
        Standing standing = Standing.of(view);
        byte[] ranks = standing.ranks();
        PeopleByPremises people = view.peopleByPremises(standing.known());
        int slots = Math.max(ranks.length, people.slots());
        if (ranked.length < slots) {
            inRows = new long[slots];
            inColumns = new long[slots];
            ranked = new long[slots];
        }
        mark(inRows, slots, view, rows, bit -> 1L << bit);
        mark(inColumns, slots, view, columns, Fields::one);
        Arrays.fill(ranked, ranks.length, slots, 0);
        for (int slot = 0; slot < ranks.length; slot++) {
            ranked[slot] = inColumns[slot] * ranks[slot];
        }
        long[][][] here = stages(count(people));
        if (!standing.meantHoldsPlanned()) {
            Arrays.fill(ranked, 0, slots, 0);
            standing.meant().forEach((IntConsumer) slot -> ranked[slot] = inColumns[slot]);
            setMeant(here, count(people));
        }
        return here;
    }

    /// Gives everybody what stands for each of some segments that he or she is in, and what stands for all.
    private static void mark(long[] marked, int slots, LedgerView view, int[] segments, IntToLongFunction mark) {
        Arrays.fill(marked, 0, slots, mark.applyAsLong(segments.length));
        for (int i = 0; i < segments.length; i++) {
            long one = mark.applyAsLong(i);
            CrossCount.visit(view.segment(segments[i]), slots, (members, size) -> {
                for (int k = 0; k < size; k++) {
                    marked[members[k]] |= one;
                }
            });
        }
    }

    /// By row, how many premises have which ranks; see [Fields#count].
    private int[][] count(PeopleByPremises people) {
        int[][] counts =
                Stream.generate(Fields::noCounts).limit(rows.length + 1).toArray(int[][]::new);
        int[] slots = people.people();
        int begin = 0;
        for (int end : people.ends()) {
            long in = 0;
            long inAll = -1;
            long highest = 0;
            for (int i = begin; i < end; i++) {
                in |= inRows[slots[i]];
                inAll &= inRows[slots[i]];
                highest = Fields.higher(highest, ranked[slots[i]]);
            }
            for (long left = in; left != 0; left &= left - 1) {
                int row = Long.numberOfTrailingZeros(left);
                boolean all = (inAll >>> row & 1) == 1;
                Fields.count(all ? highest : highest(slots, begin, end, row), counts[row]);
            }
            begin = end;
        }
        return counts;
    }

    /// The highest ranks of those from `begin` to `end` who are in a row.
    private long highest(int[] slots, int begin, int end, int row) {
        long highest = 0;
        for (int i = begin; i < end; i++) {
            long mask = -(inRows[slots[i]] >>> row & 1);
            highest = Fields.higher(highest, ranked[slots[i]] & mask);
        }
        return highest;
    }

    private long[][][] stages(int[][] byRank) {
        long[][][] here = new long[rows.length + 1][columns.length + 1][];
        for (int row = 0; row <= rows.length; row++) {
            for (int column = 0; column <= columns.length; column++) {
                here[row][column] = Standing.stagesOfRanks(Fields.byRank(column, byRank[row]));
            }
        }
        return here;
    }

    /// @param meant by row, how many premises of those meant have which ranks: 1 in each field
    private void setMeant(long[][][] here, int[][] meant) {
        for (int row = 0; row <= rows.length; row++) {
            for (int column = 0; column <= columns.length; column++) {
                here[row][column][Standing.MEANT] =
                        Arrays.stream(Fields.byRank(column, meant[row])).sum();
            }
        }
    }

    /// Those in each stage or in one before it, by row and column.
    long[][][] stages() {
        return stages;
    }
}

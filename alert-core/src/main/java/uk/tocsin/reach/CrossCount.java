package uk.tocsin.reach;

import java.util.Arrays;
import org.roaringbitmap.RoaringBatchIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.LedgerView;

/// The persons of a [Cross], counted shard by shard. For one thread.
///
/// Each person has a code ([Standing#codes]) and a mask of the columns that he or she is in, by slot, small enough to
/// stay in the cache of a core: a row is one pass over its members, however many columns there are.
final class CrossCount {
    private static final int BATCH = 256;

    private final int[] rows;
    private final int[] columns;
    /// By row and column, both followed by whoever is known, then by code.
    private final long[][][] counts;

    private final int[] batch = new int[BATCH];

    CrossCount(int[] rows, int[] columns) {
        this.rows = rows;
        this.columns = columns;
        counts = new long[rows.length + 1][columns.length + 1][Standing.CODES];
    }

    /// What happens with some slots, the first `size` of an array.
    private interface Visit {
        void accept(int[] slots, int size);
    }

    /// Adds a shard.
    void add(LedgerView view) {
        Standing standing = Standing.of(view);
        standing.countCodes(standing.known(), counts[rows.length][columns.length]);
        if (columns.length == 0) {
            for (int row = 0; row < rows.length; row++) {
                standing.countCodes(view.segment(rows[row]), counts[row][0]);
            }
        }
        for (int first = 0; first < columns.length; first += Character.SIZE) {
            addColumns(view, standing, first);
        }
    }

    /// Adds as many columns as a mask has bits.
    private void addColumns(LedgerView view, Standing standing, int first) {
        byte[] codes = standing.codes();
        char[] masks = new char[codes.length];
        for (int column = first; column < Math.min(columns.length, first + Character.SIZE); column++) {
            RoaringBitmap members = view.segment(columns[column]);
            standing.countCodes(members, counts[rows.length][column]);
            char bit = (char) (1 << column - first);
            visit(members, codes.length, (slots, size) -> mark(slots, size, masks, bit));
        }
        int whole = first == 0 ? 1 : 0;
        for (int row = 0; row < rows.length; row++) {
            long[][] cells = Arrays.copyOfRange(counts[row], first, columns.length + 1);
            visit(
                    view.segment(rows[row]),
                    codes.length,
                    (slots, size) -> count(slots, size, codes, masks, cells, whole));
        }
    }

    private void visit(RoaringBitmap slots, int end, Visit visit) {
        for (RoaringBatchIterator each = slots.getBatchIterator(); each.hasNext(); ) {
            int size = each.nextBatch(batch);
            while (size > 0 && batch[size - 1] >= end) {
                size--;
            }
            visit.accept(batch, size);
        }
    }

    private static void mark(int[] slots, int size, char[] masks, char bit) {
        for (int i = 0; i < size; i++) {
            masks[slots[i]] |= bit;
        }
    }

    /// Counts into the cells of a row. The last of them gets what its sum lacks or has too much: `whole` for each
    /// person, less one for each column, which for most is nothing.
    private static void count(int[] slots, int size, byte[] codes, char[] masks, long[][] cells, int whole) {
        long[] rest = cells[cells.length - 1];
        for (int i = 0; i < size; i++) {
            int slot = slots[i];
            int code = codes[slot];
            int lacking = whole;
            for (int mask = masks[slot]; mask != 0; mask &= mask - 1) {
                cells[Integer.numberOfTrailingZeros(mask)][code]++;
                lacking--;
            }
            if (lacking != 0) {
                rest[code] += lacking;
            }
        }
    }

    /// Those in each stage or in one before it, by row and column.
    long[][][] stages() {
        long[][][] stages = new long[rows.length + 1][columns.length + 1][];
        for (int row = 0; row <= rows.length; row++) {
            long[] sum = counts[row][columns.length].clone();
            for (int column = 0; column < columns.length; column++) {
                stages[row][column] = Standing.stages(counts[row][column]);
                for (int code = 0; row < rows.length && code < sum.length; code++) {
                    sum[code] += counts[row][column][code];
                }
            }
            stages[row][columns.length] = Standing.stages(sum);
        }
        return stages;
    }
}

package uk.tocsin.reach;

import org.roaringbitmap.RoaringBatchIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.LedgerView;

/// The persons of a [Cross], counted shard by shard. For one thread.
///
/// Each person has a key by slot, the code ([Standing#codes]) and above it a bit for each column that he or she is in:
/// a
/// row is one pass over its members, which counts keys. The keys of a shard and the counts of a row stay in the cache
/// of a core. More columns than a key has bits for are counted in groups.
final class CrossCount {
    private static final int BATCH = 256;
    private static final int CODE_BITS = 4;
    /// The counts of a row are 32 KB then, what the first cache of a core holds.
    private static final int GROUP = 8;

    private final int[] rows;
    private final int[] columns;
    /// By column and whoever is known, then by code.
    private final long[][] whole;
    /// By row and group of columns, then by key.
    private final long[][][] keyed;

    /// Of the shard that is added, by slot, and perhaps more behind them.
    private char[] keys = {};

    CrossCount(int[] rows, int[] columns) {
        this.rows = rows;
        this.columns = columns;
        whole = new long[columns.length + 1][Standing.CODES];
        int groups = Math.max(1, Math.ceilDiv(columns.length, GROUP));
        keyed = new long[rows.length][groups][1 << CODE_BITS + Math.min(GROUP, columns.length)];
    }

    /// What happens with some slots, the first `size` of an array.
    interface Visit {
        void accept(int[] slots, int size);
    }

    /// Adds a shard.
    void add(LedgerView view) {
        Standing standing = Standing.of(view);
        standing.countCodes(standing.known(), whole[columns.length]);
        for (int column = 0; column < columns.length; column++) {
            standing.countCodes(view.segment(columns[column]), whole[column]);
        }
        if (columns.length == 0) {
            for (int row = 0; row < rows.length; row++) {
                standing.countCodes(view.segment(rows[row]), keyed[row][0]);
            }
            return;
        }
        byte[] codes = standing.codes();
        if (keys.length < codes.length) {
            keys = new char[codes.length];
        }
        for (int group = 0; group * GROUP < columns.length; group++) {
            key(view, codes, group);
            for (int row = 0; row < rows.length; row++) {
                long[] counts = keyed[row][group];
                visit(view.segment(rows[row]), codes.length, (slots, size) -> count(slots, size, counts));
            }
        }
    }

    /// Gives everybody the key for a group of columns.
    private void key(LedgerView view, byte[] codes, int group) {
        for (int slot = 0; slot < codes.length; slot++) {
            keys[slot] = (char) codes[slot];
        }
        int first = group * GROUP;
        for (int column = first; column < Math.min(columns.length, first + GROUP); column++) {
            char bit = (char) (1 << CODE_BITS + column - first);
            visit(view.segment(columns[column]), codes.length, (slots, size) -> mark(slots, size, bit));
        }
    }

    /// Visits the slots below an end, some at a time.
    static void visit(RoaringBitmap slots, int end, Visit visit) {
        int[] batch = new int[BATCH];
        for (RoaringBatchIterator each = slots.getBatchIterator(); each.hasNext(); ) {
            int size = each.nextBatch(batch);
            while (size > 0 && batch[size - 1] >= end) {
                size--;
            }
            visit.accept(batch, size);
        }
    }

    private void mark(int[] slots, int size, char bit) {
        char[] marked = keys;
        for (int i = 0; i < size; i++) {
            marked[slots[i]] |= bit;
        }
    }

    private void count(int[] slots, int size, long[] counts) {
        char[] counted = keys;
        for (int i = 0; i < size; i++) {
            counts[counted[slots[i]]]++;
        }
    }

    /// Those in each stage or in one before it, by row and column.
    long[][][] stages() {
        long[][][] stages = new long[rows.length + 1][columns.length + 1][];
        for (int column = 0; column <= columns.length; column++) {
            for (int row = 0; row < rows.length; row++) {
                stages[row][column] = Standing.stages(cell(row, column));
            }
            stages[rows.length][column] = Standing.stages(whole[column]);
        }
        return stages;
    }

    /// A cell by code: the keys that have the bit of the column; behind the last column, all keys.
    private long[] cell(int row, int column) {
        boolean all = column == columns.length;
        long[] keys = keyed[row][all ? 0 : column / GROUP];
        int bit = all ? 0 : 1 << CODE_BITS + column % GROUP;
        long[] cell = new long[1 << CODE_BITS];
        for (int key = 0; key < keys.length; key++) {
            if ((key & bit) == bit) {
                cell[key & cell.length - 1] += keys[key];
            }
        }
        return cell;
    }
}

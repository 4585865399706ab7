package uk.tocsin.reach;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import uk.tocsin.model.LedgerView;

/// The tables that were counted last in one shard of an alert, kept with the view they were counted from: while
/// nothing happens to the alert there, nobody counts them again. Any thread; others wait for the first.
final class Kept {
    /// About 30 KB each; an analyst goes back and forth between a few.
    private static final int MOST = 4;

    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(int[] rows, int[] columns, long[][][] table) {}

    /// Those of a view.
    static Kept of(LedgerView view) {
        return view.derived(Kept.class, _ -> new Kept());
    }

    /// The table by two lists of segments; counted unless it is kept. Shared: not to be changed.
    synchronized long[][][] table(int[] rows, int[] columns, Supplier<long[][][]> count) {
        Entry wanted = null;
        for (Entry entry : entries) {
            if (Arrays.equals(entry.rows, rows) && Arrays.equals(entry.columns, columns)) {
                wanted = entry;
            }
        }
        if (wanted == null) {
            wanted = new Entry(rows.clone(), columns.clone(), count.get());
        }
        entries.remove(wanted);
        entries.addFirst(wanted);
        if (entries.size() > MOST) {
            entries.removeLast();
        }
        return wanted.table;
    }
}

package uk.tocsin.shard;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A growing row of ints of which readers get views: no room beyond the last page, and no copy but of what changes.
///
/// Owned by the shard's thread. A published page is never changed again: the first change to it after a view replaces
/// it by a copy.
final class Pages {
    private static final int BITS = 10;
    private static final int SIZE = 1 << BITS;
    private static final int[][] EMPTY = {};

    private final int none;
    /// The pages, by their number, that no view shares.
    private final BitSet owned = new BitSet();

    private int[][] pages = EMPTY;
    private @Nullable View published;

    /// The row at one moment; immutable.
    static final class View {
        private final int[][] pages;
        private final int none;

        private View(int[][] pages, int none) {
            this.pages = pages;
            this.none = none;
        }

        /// What is at an index, 0 or more.
        int get(int index) {
            return Pages.get(pages, index, none);
        }

        /// A copy in one piece, up to the last page.
        int[] toArray() {
            return Pages.toArray(pages);
        }
    }

    /// A row that holds `none` wherever nothing was set.
    Pages(int none) {
        this.none = none;
    }

    /// A row that begins with these.
    static Pages of(int[] values, int none) {
        Pages row = new Pages(none);
        for (int i = 0; i < values.length; i++) {
            row.set(i, values[i]);
        }
        return row;
    }

    private static int get(int[][] pages, int index, int none) {
        int page = index >> BITS;
        return page < pages.length ? pages[page][index & SIZE - 1] : none;
    }

    /// What is at an index, 0 or more.
    int get(int index) {
        return get(pages, index, none);
    }

    /// Puts a value at an index, 0 or more.
    void set(int index, int value) {
        if (get(index) == value) {
            return;
        }
        int page = index >> BITS;
        if (page >= pages.length) {
            grow(page + 1);
        } else if (!owned.get(page)) {
            pages[page] = pages[page].clone();
            owned.set(page);
        }
        pages[page][index & SIZE - 1] = value;
        published = null;
    }

    private void grow(int length) {
        int before = pages.length;
        pages = Arrays.copyOf(pages, length);
        for (int page = before; page < length; page++) {
            pages[page] = new int[SIZE];
            Arrays.fill(pages[page], none);
        }
        owned.set(before, length);
    }

    /// The row as it is now, for any thread and for ever; the same instance until something changes.
    View view() {
        View view = published;
        if (view == null) {
            view = new View(pages.clone(), none);
            published = view;
            owned.clear();
        }
        return view;
    }

    private static int[] toArray(int[][] pages) {
        int[] values = new int[pages.length << BITS];
        for (int page = 0; page < pages.length; page++) {
            System.arraycopy(pages[page], 0, values, page << BITS, SIZE);
        }
        return values;
    }

    /// The values up to the last that is set: the same for the same values, however they came.
    int[] toArray() {
        int[] values = toArray(pages);
        int length = values.length;
        while (length > 0 && values[length - 1] == none) {
            length--;
        }
        return Arrays.copyOf(values, length);
    }
}

package uk.tocsin.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Where numbered things lie: in pages of 256, each a hash, and an index that names the pages there are.
///
/// @param index the key of the index
/// @param page the key of a page by its number
record Pages(byte[] index, IntFunction<byte[]> page) {
    static final int SIZE = 256;

    private static final byte[][] FIELDS = new byte[SIZE][];

    static {
        for (int i = 0; i < SIZE; i++) {
            FIELDS[i] = Commands.ascii(i);
        }
    }

    static int pageOf(int number) {
        return number / SIZE;
    }

    static byte[] fieldOf(int number) {
        return FIELDS[number % SIZE];
    }

    static int numberOf(int page, byte[] field) {
        return page * SIZE + (int) Commands.number(field);
    }

    byte[] key(int number) {
        return page.apply(pageOf(number));
    }

    /// What goes into pages together: all of it or none. Not reusable.
    static final class Put {
        /// Bounds what [Script#PUT] does in one go to some 50 ms.
        static final int MAX_FIELDS = 16_384;

        private static final byte[] NO_PAGE = new byte[0];

        private final List<byte[]> keys = new ArrayList<>();
        private final List<byte[]> values = new ArrayList<>();
        private final SortedMap<Integer, List<byte[]>> byPage = new TreeMap<>();
        private final Pages pages;

        Put(Pages pages) {
            this.pages = pages;
            keys.add(pages.index());
        }

        void add(int number, byte[] value) {
            List<byte[]> part = byPage.computeIfAbsent(pageOf(number), _ -> new ArrayList<>());
            part.add(fieldOf(number));
            part.add(value);
        }

        /// Fields and values of a hash that the index does not know.
        void addApart(byte[] key, List<byte[]> fieldsAndValues) {
            parts(key, NO_PAGE, fieldsAndValues);
        }

        private void parts(byte[] key, byte[] page, List<byte[]> fieldsAndValues) {
            for (int from = 0; from < fieldsAndValues.size(); from += 2 * SIZE) {
                List<byte[]> part = fieldsAndValues.subList(from, Math.min(fieldsAndValues.size(), from + 2 * SIZE));
                keys.add(key);
                values.add(page);
                values.add(Commands.ascii(part.size() / 2));
                values.addAll(part);
            }
        }

        Commands.Call call() {
            byPage.forEach((page, part) -> parts(pages.page().apply(page), Commands.ascii(page), part));
            return new Commands.Call(keys, values);
        }
    }
}

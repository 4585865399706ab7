package uk.tocsin.console.register;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A blind index as a key of maps.
///
/// @param head its first 8 bytes: as good as any hash of it
record Blind(byte[] bytes, long head) {
    private static final int INDEX_BITS = 20;

    Blind(byte[] bytes) {
        this(bytes, ByteBuffer.wrap(bytes).getLong());
    }

    /// Those that have these indexes, ascending by the first 44 bits: in the order of the store, which is all that
    /// sorting is for. Numbers are sorted, because objects lie all over memory.
    static <T> List<T> ascending(List<T> all, Function<T, Blind> index) {
        if (all.size() >= 1 << INDEX_BITS) {
            throw new IllegalArgumentException(all.size() + " are too many to be sorted");
        }
        long[] order = new long[all.size()];
        for (int i = 0; i < order.length; i++) {
            long unsigned = index.apply(all.get(i)).head() ^ Long.MIN_VALUE;
            order[i] = unsigned >> INDEX_BITS << INDEX_BITS | i;
        }
        Arrays.sort(order);
        return Arrays.stream(order)
                .mapToObj(each -> all.get((int) each & (1 << INDEX_BITS) - 1))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blind that && head == that.head && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return (int) head;
    }

    @Override
    public String toString() {
        return "Blind";
    }
}

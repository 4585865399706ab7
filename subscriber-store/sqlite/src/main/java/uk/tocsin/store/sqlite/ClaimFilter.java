package uk.tocsin.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/// Answers for most blind indexes that nobody has them, without a look into the file: a Bloom filter of 2²⁸
/// bits, 32 MiB beside the heap. Of indexes that nobody has it sends one in thirty to the file with 35
/// million claims, which is what 10 million subscribers make. A claim that was given up stays in it. One
/// thread adds; what was added before a claim was answered, every thread sees that knows of the answer.
final class ClaimFilter {
    private static final int INDEX_BITS = 28;
    private static final int MASK = (1 << INDEX_BITS) - 1;

    private final LongBuffer bits =
            ByteBuffer.allocateDirect(1 << INDEX_BITS - 3).asLongBuffer();

    void add(long head, int tail) {
        set((int) (head >>> 64 - INDEX_BITS));
        set((int) (head >>> 8) & MASK);
        set(third(head, tail));
    }

    /// The bits that are in neither of the others, and some that are.
    private static int third(long head, int tail) {
        return (int) (head & 0xff) << 20 | (tail & 0xffff) << 4 | (int) (head >>> 8) & 0xf;
    }

    private void set(int bit) {
        bits.put(bit >>> 6, bits.get(bit >>> 6) | 1L << bit);
    }

    /// False: nobody has it.
    boolean mayHold(Blind blind) {
        return isSet((int) (blind.head() >>> 64 - INDEX_BITS))
                && isSet((int) (blind.head() >>> 8) & MASK)
                && isSet(third(blind.head(), blind.tail()));
    }

    private boolean isSet(int bit) {
        return (bits.get(bit >>> 6) & 1L << bit) != 0;
    }
}

package uk.tocsin.store.sqlite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import uk.tocsin.register.Register;

/// A blind index as numbers.
///
/// @param head its first 8 bytes; the first two of them name its bucket
/// @param tail its last 2 bytes
record Blind(long head, int tail) implements Comparable<Blind> {
    /// So many that one holds some 600 claims, 7 KB, of 10 million subscribers.
    static final int BUCKETS = 1 << 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final int BUCKET_SHIFT = 48;
    private static final int TAIL_MASK = 0xffff;

    static Blind of(byte[] bytes) {
        if (bytes.length != Register.BLIND_INDEX_BYTES) {
            throw new IllegalArgumentException(
                    "a blind index has " + bytes.length + " bytes instead of " + Register.BLIND_INDEX_BYTES);
        }
        return new Blind((long) LONG.get(bytes, 0), (short) SHORT.get(bytes, Long.BYTES) & TAIL_MASK);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Register.BLIND_INDEX_BYTES)
                .putLong(head)
                .putShort((short) tail)
                .array();
    }

    int bucket() {
        return bucket(head);
    }

    static int bucket(long head) {
        return (int) (head >>> BUCKET_SHIFT);
    }

    @Override
    public int compareTo(Blind other) {
        int heads = Long.compareUnsigned(head, other.head);
        return heads != 0 ? heads : Integer.compare(tail, other.tail);
    }
}

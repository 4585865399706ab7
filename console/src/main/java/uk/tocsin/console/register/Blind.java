package uk.tocsin.console.register;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A blind index as a key of maps.
final class Blind {
    private static final VarHandle HEAD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;

    /// Its first 8 bytes: as good as any hash of it.
    private final long head;

    Blind(byte[] bytes) {
        this.bytes = bytes;
        this.head = (long) HEAD.get(bytes, 0);
    }

    byte[] bytes() {
        return bytes;
    }

    long head() {
        return head;
    }

    @Override
    public boolean equals(@Nullable Object other) {
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

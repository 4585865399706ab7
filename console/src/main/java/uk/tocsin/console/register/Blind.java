package uk.tocsin.console.register;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A blind index as a key of maps.
final class Blind {
    private final byte[] bytes;

    /// Its first 8 bytes: as good as any hash of it.
    private final long head;

    Blind(byte[] bytes) {
        this.bytes = bytes;
        this.head = ByteBuffer.wrap(bytes).getLong();
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

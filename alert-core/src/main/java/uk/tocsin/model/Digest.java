package uk.tocsin.model;

import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest: 32 bytes that are compared by value. Immutable.
public final class Digest {
    /// The size of a digest in bytes.
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The digest with these bytes, which are copied; IllegalArgumentException unless there are 32.
    public static Digest ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a digest has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    /// The digest that 64 hexadecimal digits write.
    public static Digest ofHex(String hex) {
        return ofBytes(HexFormat.of().parseHex(hex));
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// 64 lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}

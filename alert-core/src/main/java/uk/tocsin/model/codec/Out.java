package uk.tocsin.model.codec;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Coded;

/// Writes values one after the other into a growing array. The mirror of [In]. Not for sharing between threads.
public final class Out {
    private byte[] buffer;
    private int size;

    /// An empty writer.
    public Out() {
        this(64);
    }

    /// An empty writer with room for `capacity` bytes.
    public Out(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    private void room(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), buffer.length * 2));
        }
    }

    /// One byte, 0..255.
    public Out u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /// A non-negative number, seven bits a byte.
    public Out count(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("cannot encode the negative count " + value);
        }
        return unsigned(value);
    }

    /// Any number; small magnitudes take few bytes.
    public Out signed(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    private Out unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /// A floating-point number, bit for bit.
    public Out real(double value) {
        return fixed(Double.doubleToLongBits(value));
    }

    /// Any number, in eight bytes.
    public Out fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /// A truth value.
    public Out flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    /// Text in UTF-8 after its length in bytes.
    public Out text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes after their number.
    public Out bytes(byte[] value) {
        count(value.length);
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /// A constant of a coded enum.
    public Out coded(Coded value) {
        return u8(value.code());
    }

    /// An instant to the millisecond: what is finer is lost.
    public Out time(Instant value) {
        return signed(value.toEpochMilli());
    }

    /// A duration to the millisecond: what is finer is lost.
    public Out span(Duration value) {
        return signed(value.toMillis());
    }

    /// A flag, and the value if there is one.
    public <T> Out optional(Optional<T> value, BiConsumer<Out, T> writer) {
        flag(value.isPresent());
        value.ifPresent(present -> writer.accept(this, present));
        return this;
    }

    /// The number of elements and each of them in order.
    public <T> Out list(Collection<T> values, BiConsumer<Out, T> writer) {
        count(values.size());
        for (T value : values) {
            writer.accept(this, value);
        }
        return this;
    }

    /// Numbers that rarely fall, as their number and differences.
    public Out ascending(int[] values) {
        count(values.length);
        int previous = 0;
        for (int value : values) {
            signed((long) value - previous);
            previous = value;
        }
        return this;
    }

    /// A bitmap in Roaring's portable form, after its length in bytes. Equal sets give equal bytes, whatever
    /// operations made them, and the smallest there are.
    public Out bitmap(RoaringBitmap value) {
        RoaringBitmap canonical = value.clone();
        canonical.removeRunCompression();
        canonical.runOptimize();
        int length = canonical.serializedSizeInBytes();
        count(length);
        room(length);
        try {
            canonical.serialize(data());
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return this;
    }

    /// This writer as a DataOutput, for libraries that serialise themselves.
    public DataOutput data() {
        return new DataOutputStream(new OutputStream() {
            @Override
            public void write(int value) {
                u8(value);
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                room(length);
                System.arraycopy(source, offset, buffer, size, length);
                size += length;
            }
        });
    }

    /// Bytes written so far.
    public int size() {
        return size;
    }

    /// A copy of what was written.
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }
}

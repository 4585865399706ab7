package uk.tocsin.model.codec;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Coded;

/// Reads what [Out] wrote. Every read checks its bounds and throws [CorruptRecordException]: a damaged record
/// is never taken for a shorter or an empty one. Not for sharing between threads.
public final class In {
    private final byte[] buffer;
    private int position;

    /// Reads from the first byte of `source`, which must not change meanwhile.
    public In(byte[] source) {
        buffer = source;
    }

    private void need(int bytes) {
        if (bytes < 0 || buffer.length - position < bytes) {
            throw new CorruptRecordException("needs " + bytes + " bytes at " + position + " of " + buffer.length);
        }
    }

    /// One byte, 0..255.
    public int u8() {
        need(1);
        return buffer[position++] & 0xff;
    }

    /// A non-negative number.
    public long count() {
        long value = unsigned();
        if (value < 0) {
            throw new CorruptRecordException("a count before " + position + " is negative");
        }
        return value;
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptRecordException("a number before " + position + " does not end");
    }

    /// A non-negative number that is used as a size or an index.
    public int size() {
        long value = count();
        if (value > Integer.MAX_VALUE) {
            throw new CorruptRecordException("the size " + value + " at " + position + " is too large");
        }
        return (int) value;
    }

    /// Any number.
    public long signed() {
        long zigzag = unsigned();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /// A floating-point number.
    public double real() {
        need(8);
        long bits = ByteBuffer.wrap(buffer, position, 8).getLong();
        position += 8;
        return Double.longBitsToDouble(bits);
    }

    /// A number that [Out#fixed] wrote.
    public long fixed() {
        need(8);
        long value = ByteBuffer.wrap(buffer, position, 8).getLong();
        position += 8;
        return value;
    }

    /// A truth value.
    public boolean flag() {
        int value = u8();
        if (value > 1) {
            throw new CorruptRecordException("a flag at " + (position - 1) + " is " + value);
        }
        return value == 1;
    }

    /// Text.
    public String text() {
        return text(size());
    }

    /// Text of so many bytes in UTF-8.
    public String text(int length) {
        need(length);
        position += length;
        if (plain(position - length, position)) {
            return new String(buffer, position - length, length, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, position - length, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptRecordException("text before " + position + " is not UTF-8", e);
        }
    }

    private boolean plain(int from, int to) {
        int together = 0;
        for (int i = from; i < to; i++) {
            together |= buffer[i];
        }
        return together >= 0;
    }

    /// Bytes.
    public byte[] bytes() {
        int length = size();
        need(length);
        position += length;
        return Arrays.copyOfRange(buffer, position - length, position);
    }

    /// A constant of a coded enum.
    public <E extends Enum<E> & Coded> E coded(Class<E> type) {
        int code = u8();
        try {
            return Coded.ofCode(type, code);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("at " + (position - 1) + ": " + e.getMessage(), e);
        }
    }

    /// An instant.
    public Instant time() {
        return Instant.ofEpochMilli(signed());
    }

    /// A duration.
    public Duration span() {
        return Duration.ofMillis(signed());
    }

    /// A value that may be missing.
    public <T> Optional<T> optional(Function<In, T> reader) {
        return flag() ? Optional.of(reader.apply(this)) : Optional.empty();
    }

    /// Elements in order.
    public <T> List<T> list(Function<In, T> reader) {
        int length = size();
        need(length);
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(reader.apply(this));
        }
        return values;
    }

    /// Numbers as differences.
    public int[] ascending() {
        int length = size();
        need(length);
        int[] values = new int[length];
        long previous = 0;
        for (int i = 0; i < length; i++) {
            previous += signed();
            values[i] = (int) previous;
        }
        return values;
    }

    /// A bitmap, validated.
    public RoaringBitmap bitmap() {
        byte[] bytes = bytes();
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(ByteBuffer.wrap(bytes));
        } catch (IOException | RuntimeException e) {
            throw new CorruptRecordException("the bitmap before " + position + " cannot be read", e);
        }
        if (bitmap.serializedSizeInBytes() != bytes.length || !bitmap.validate()) {
            throw new CorruptRecordException("the bitmap before " + position + " is damaged");
        }
        return bitmap;
    }

    /// The rest as a DataInput, for libraries that read themselves; what they consume is consumed here.
    public DataInput data() {
        return new DataInputStream(new InputStream() {
            @Override
            public int read() {
                return position < buffer.length ? buffer[position++] & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                int n = Math.min(length, buffer.length - position);
                System.arraycopy(buffer, position, target, offset, n);
                position += n;
                return n == 0 ? -1 : n;
            }
        });
    }

    /// Whether everything was read.
    public boolean atEnd() {
        return position == buffer.length;
    }

    /// Refuses bytes after the last field: they mean that the record is not what it says.
    public void end() {
        if (!atEnd()) {
            throw new CorruptRecordException(buffer.length - position + " bytes follow the last field");
        }
    }
}

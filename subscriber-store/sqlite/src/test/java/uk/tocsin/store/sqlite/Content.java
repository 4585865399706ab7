package uk.tocsin.store.sqlite;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Bytes that say what they are: whoever reads them can tell whether they are whole.
///
/// @param id of what they were written for
/// @param index of this piece among `count`
record Content(long id, int index, int count) {
    private static final int HEADER = 16;

    /// The bytes: the header, and a filling that follows from it.
    byte[] bytes(int filling) {
        byte[] fill = new byte[filling];
        new SplittableRandom(id * 31 + index).nextBytes(fill);
        return ByteBuffer.allocate(HEADER + filling)
                .putLong(id)
                .putInt(index)
                .putInt(count)
                .put(fill)
                .array();
    }

    /// What the bytes are. AssertionError: they are not whole.
    static Content of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER) {
            throw new AssertionError("cut to " + bytes.length + " bytes");
        }
        Content content = new Content(in.getLong(), in.getInt(), in.getInt());
        if (!Arrays.equals(bytes, content.bytes(bytes.length - HEADER))) {
            throw new AssertionError("damaged: it says it is " + content);
        }
        return content;
    }
}

package uk.tocsin.console.moving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How many things there were, and the SHA-256 over all of them with their places, in order. One thread.
final class Sum {
    private static final int SHOWN = 16;

    private final MessageDigest digest;
    private long count;

    Sum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// One more, at a place.
    void add(long place, byte[] content) {
        digest.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(place)
                .putInt(content.length)
                .array());
        digest.update(content);
        count++;
    }

    void add(String place, byte[] content) {
        byte[] name = place.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
        digest.update(name);
        add(0, content);
    }

    long count() {
        return count;
    }

    /// What it is now; adding may go on.
    Total total() {
        try {
            MessageDigest now = (MessageDigest) digest.clone();
            return new Total(count, HexFormat.of().formatHex(now.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
        }
    }

    /// A sum that has ended.
    record Total(long count, String sha256) {
        void mustBe(Total found, String what) {
            if (!equals(found)) {
                throw new CopyException(what + ": " + this + " were read, and " + found + " are in the copy");
            }
        }

        @Override
        public String toString() {
            return String.format(java.util.Locale.UK, "%,d (%s)", count, sha256.substring(0, SHOWN));
        }
    }

    /// The same for many parts together.
    static Total of(Iterable<Total> parts) {
        Sum all = new Sum();
        long count = 0;
        for (Total part : parts) {
            all.add(part.count(), part.sha256().getBytes(StandardCharsets.US_ASCII));
            count += part.count();
        }
        return new Total(count, all.total().sha256());
    }
}

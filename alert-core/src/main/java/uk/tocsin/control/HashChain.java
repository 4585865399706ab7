package uk.tocsin.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import uk.tocsin.model.Digest;

/// The chain over the control log, made by readers: h(n) = SHA-256(h(n−1) ‖ position ‖ record), the position as
/// eight bytes. Two logs with one head are the same log. Not for sharing between threads.
public final class HashChain {
    private static final byte[] GENESIS = "tocsin/chain/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHECKPOINT = "tocsin/checkpoint/1\0".getBytes(StandardCharsets.US_ASCII);

    private long next;
    private Digest head;

    /// The chain before the first record.
    public HashChain() {
        this(0, Digest.ofBytes(sha256().digest(GENESIS)));
    }

    /// The chain whose next record stands at `next`, and whose value is `head` after the record before.
    public HashChain(long next, Digest head) {
        this.next = next;
        this.head = head;
    }

    /// Adds the next record and gives the new head. IllegalArgumentException when it is not the next.
    public Digest add(long position, byte[] record) {
        if (position != next) {
            throw new IllegalArgumentException("position " + position + " came where " + next + " was due");
        }
        MessageDigest sha = sha256();
        sha.update(head.toBytes());
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
        head = Digest.ofBytes(sha.digest(record));
        next++;
        return head;
    }

    /// The value after the last record.
    public Digest head() {
        return head;
    }

    /// The position of the record that comes next.
    public long next() {
        return next;
    }

    /// The clerk's signature of the chain's value after the record at `position`.
    public static byte[] sign(PrivateKey key, long position, Digest hash) {
        return Ed25519.sign(key, message(position, hash));
    }

    /// Whether the key signed this checkpoint.
    public static boolean verify(PublicKey key, Act.Checkpoint checkpoint) {
        return Ed25519.verify(key, message(checkpoint.position(), checkpoint.hash()), checkpoint.signature());
    }

    private static byte[] message(long position, Digest hash) {
        return ByteBuffer.allocate(CHECKPOINT.length + Long.BYTES + Digest.BYTES)
                .put(CHECKPOINT)
                .putLong(position)
                .put(hash.toBytes())
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

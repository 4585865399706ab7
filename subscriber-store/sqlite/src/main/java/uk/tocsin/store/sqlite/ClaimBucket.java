package uk.tocsin.store.sqlite;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// The claims whose blind indexes begin with the same two bytes, as they are stored: ascending, 12 bytes
/// each, the other eight of the index and the ordinal. Pure functions; an array is never changed.
final class ClaimBucket {
    static final byte[] EMPTY = {};

    private static final int ENTRY = 12;
    private static final int HEAD_BITS = 48;
    private static final long HEAD_MASK = (1L << HEAD_BITS) - 1;

    private ClaimBucket() {}

    private static long headAt(ByteBuffer entries, int entry) {
        return (entries.getShort(entry * ENTRY) & 0xffffL) << 32 | entries.getInt(entry * ENTRY + 2) & 0xffff_ffffL;
    }

    private static int tailAt(ByteBuffer entries, int entry) {
        return entries.getShort(entry * ENTRY + 6) & 0xffff;
    }

    private static int compareAt(ByteBuffer entries, int entry, Blind blind) {
        int heads = Long.compare(headAt(entries, entry), blind.head() & HEAD_MASK);
        return heads != 0 ? heads : Integer.compare(tailAt(entries, entry), blind.tail());
    }

    /// The number of the entry; for none -(where it belongs) - 1.
    private static int find(byte[] entries, Blind blind) {
        ByteBuffer buffer = ByteBuffer.wrap(entries);
        int from = 0;
        int to = entries.length / ENTRY;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = compareAt(buffer, middle, blind);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -from - 1;
    }

    /// The owner; [ClaimTable#NOBODY] for none.
    static int owner(byte[] entries, Blind blind) {
        int entry = find(entries, blind);
        return entry < 0 ? ClaimTable.NOBODY : ByteBuffer.wrap(entries).getInt(entry * ENTRY + 8);
    }

    /// Without one that is there.
    static byte[] without(byte[] entries, Blind blind) {
        int at = find(entries, blind) * ENTRY;
        byte[] rest = Arrays.copyOf(entries, entries.length - ENTRY);
        System.arraycopy(entries, at + ENTRY, rest, at, rest.length - at);
        return rest;
    }

    /// With more, ascending, all of this bucket; one that is there already stays as it is.
    static byte[] with(byte[] entries, List<Claim> more) {
        ByteBuffer all = ByteBuffer.allocate(entries.length + more.size() * ENTRY);
        int copied = 0;
        for (Claim claim : more) {
            int found = find(entries, claim.blind());
            if (found < 0) {
                int before = (-found - 1) * ENTRY;
                all.put(entries, copied, before - copied);
                copied = before;
                all.putShort((short) (claim.blind().head() >>> 32))
                        .putInt((int) claim.blind().head())
                        .putShort((short) claim.blind().tail())
                        .putInt(claim.owner());
            }
        }
        all.put(entries, copied, entries.length - copied);
        return Arrays.copyOf(all.array(), all.position());
    }

    interface Each {
        void claim(Blind blind, int owner);
    }

    static void each(int bucket, byte[] entries, Each each) {
        ByteBuffer buffer = ByteBuffer.wrap(entries);
        for (int i = 0; i < entries.length / ENTRY; i++) {
            each.claim(
                    new Blind((long) bucket << HEAD_BITS | headAt(buffer, i), tailAt(buffer, i)),
                    buffer.getInt(i * ENTRY + 8));
        }
    }
}

package uk.tocsin.store.sqlite;

import java.util.ArrayList;
import java.util.List;

/// The durable end of one log: where it begins and ends, and its latest records in memory, so that followers
/// that keep up never read the file. Bounded: a slow follower costs nothing, it reads the file. Any thread may
/// call.
final class Tail {
    /// What the 65 logs hold together is at most 16 MiB and as many references.
    private static final int MAX_BYTES = 256 << 10;

    private static final int MAX_RECORDS = 4096;

    /// One delivery: small enough to share an event loop, large enough to cost little.
    static final int BATCH_RECORDS = 512;

    static final int BATCH_BYTES = 256 << 10;

    /// What a follower does next.
    sealed interface Next {
        /// Hands these over: they begin where it asked.
        record Records(List<byte[]> records) implements Next {}

        /// Reads the file up to `end`.
        record Older(long end) implements Next {}

        /// Waits.
        record Nothing() implements Next {}

        /// Cannot go on: what it wants was deleted, or does not exist yet.
        record Outside(long floor, long end) implements Next {}
    }

    private byte[][] ring = new byte[64][];
    private long floor;
    private long first;
    private long end;
    private int bytes;

    Tail(long floor, long end) {
        this.floor = floor;
        this.first = end;
        this.end = end;
    }

    synchronized long end() {
        return end;
    }

    synchronized long floor() {
        return floor;
    }

    synchronized void raiseFloor(long position) {
        floor = Math.max(floor, position);
    }

    /// Of a log that holds nothing.
    synchronized void beginAt(long position) {
        floor = position;
        first = position;
        end = position;
    }

    synchronized void append(List<byte[]> records) {
        for (byte[] next : records) {
            while (first < end && (bytes + next.length > MAX_BYTES || end - first >= MAX_RECORDS)) {
                drop();
            }
            if (next.length > MAX_BYTES) {
                first = end + 1;
            } else {
                hold(next);
            }
            end++;
        }
    }

    private void hold(byte[] next) {
        if (end - first == ring.length) {
            byte[][] larger = new byte[ring.length * 2][];
            for (long at = first; at < end; at++) {
                larger[index(at, larger.length)] = ring[index(at, ring.length)];
            }
            ring = larger;
        }
        ring[index(end, ring.length)] = next;
        bytes += next.length;
    }

    private void drop() {
        int index = index(first, ring.length);
        bytes -= ring[index].length;
        ring[index] = new byte[0];
        first++;
    }

    private static int index(long position, int length) {
        return (int) (position & length - 1);
    }

    synchronized Next from(long position) {
        if (position < floor || position > end) {
            return new Next.Outside(floor, end);
        }
        if (position == end) {
            return new Next.Nothing();
        }
        if (position < first) {
            return new Next.Older(first);
        }
        List<byte[]> records = new ArrayList<>();
        int size = 0;
        for (long at = position; at < end && records.size() < BATCH_RECORDS; at++) {
            byte[] next = ring[index(at, ring.length)];
            size += next.length;
            if (size > BATCH_BYTES && !records.isEmpty()) {
                break;
            }
            records.add(next);
        }
        return new Next.Records(records);
    }
}

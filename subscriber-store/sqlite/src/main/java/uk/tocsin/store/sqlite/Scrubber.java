package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/// Clears what `secure_delete` leaves. SQLite zeroes a row that is deleted where it lies, but when it balances
/// its tree it copies rows from one page to another and leaves the old copies in the unallocated middle of the
/// page they came from, where no later deletion finds them (`rebuildPage` in btree.c).
///
/// So after each checkpoint that moved the whole write-ahead log into the file, and before that log is used
/// again, the pages it names have their unallocated middle overwritten with zeros in the file. No reader looks
/// at those bytes, so it is safe beside readers and safe to be torn by a crash. The writing connection may
/// bring stale bytes back from its page cache, but only by writing the page again, which names it in the log
/// again. A crash leaves the log, and what it names is cleared after the next start.
///
/// File format: <https://www.sqlite.org/fileformat2.html>, sections 1.6 and 4.1. Used by the writing thread.
final class Scrubber implements AutoCloseable {
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int FILE_HEADER = 100;

    private final Path log;

    /// Open for as long as SQLite has the file open: closing it would drop SQLite's locks.
    private final FileChannel file;

    private final ByteBuffer page = ByteBuffer.allocateDirect(Session.PAGE_BYTES);
    private final ByteBuffer frame = ByteBuffer.allocateDirect(LOG_HEADER);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(Session.PAGE_BYTES);

    Scrubber(Path file, Path log) throws IOException {
        this.log = log;
        this.file = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Clears the pages that the write-ahead log names. All of it has been moved into the file.
    void scrub() throws IOException {
        BitSet pages = pagesInLog();
        boolean cleared = false;
        for (int number = pages.nextSetBit(0); number >= 0; number = pages.nextSetBit(number + 1)) {
            cleared |= clear(number);
        }
        if (cleared) {
            file.force(false);
        }
    }

    /// Makes the emptying of the log durable: a power cut must not bring it back.
    void forceLog() throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private BitSet pagesInLog() throws IOException {
        BitSet pages = new BitSet();
        if (Files.notExists(log)) {
            return pages;
        }
        try (FileChannel channel = FileChannel.open(log)) {
            if (!read(channel, frame.clear(), 0)) {
                return pages;
            }
            long salt = frame.getLong(16);
            long at = LOG_HEADER;
            while (read(channel, frame.clear().limit(FRAME_HEADER), at) && frame.getLong(8) == salt) {
                pages.set(frame.getInt(0));
                at += FRAME_HEADER + Session.PAGE_BYTES;
            }
        }
        return pages;
    }

    private static boolean read(FileChannel channel, ByteBuffer target, long from) throws IOException {
        long at = from;
        while (target.hasRemaining()) {
            int n = channel.read(target, at);
            if (n < 0) {
                return false;
            }
            at += n;
        }
        return true;
    }

    private boolean clear(int number) throws IOException {
        long start = (long) (number - 1) * Session.PAGE_BYTES;
        if (!read(file, page.clear(), start)) {
            return false;
        }
        int header = number == 1 ? FILE_HEADER : 0;
        int headerBytes = switch (page.get(header)) {
            case 0x0a, 0x0d -> 8;
            case 0x02, 0x05 -> 12;
            default -> 0;
        };
        if (headerBytes == 0) {
            return false;
        }
        int from = header + headerBytes + 2 * (page.getShort(header + 3) & 0xffff);
        int to = page.getShort(header + 5) & 0xffff;
        if (from >= to || to > Session.PAGE_BYTES || !anything(from, to)) {
            return false;
        }
        ByteBuffer nothing = zeros.clear().limit(to - from);
        long at = start + from;
        while (nothing.hasRemaining()) {
            at += file.write(nothing, at);
        }
        return true;
    }

    private boolean anything(int from, int to) {
        for (int i = from; i < to; i++) {
            if (page.get(i) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package uk.tocsin.console.imports;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts a file into blocks of whole records, as bytes, in one buffer of fixed size. A record of CSV ends at a line
/// break outside quotes (RFC 4180; LF, CRLF and CR may be mixed), one of JSON Lines at any.
///
/// A record that is too long is a fault of its line, and reading goes on after it. A quote that is opened and not
/// closed would swallow the rest of the file: it is a fault of its line too, and reading goes on with the next line.
/// One thread.
final class Blocks implements Closeable {
    /// The longest record, in bytes.
    static final int MAX_RECORD = 1 << 16;
    /// A record spans at most this many lines: what a stray quote may swallow.
    static final int MAX_LINES = 64;

    private static final int BUFFER = 1 << 20;
    private static final int BLOCK = 1 << 18;
    private static final int MORE = -1;
    private static final int TOO_LONG = -2;
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private enum State {
        FIELD_BEGINS,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final FileChannel channel;
    private final boolean quotes;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long offset;
    private long line = 1;
    private boolean ended;
    private int linesOfRecord;

    /// Whole records.
    ///
    /// @param bounds of each record in `bytes`: where it begins, and after its last byte, the line break left out
    /// @param lines of the file, one a record
    /// @param offset in the file, of `bytes`
    /// @param next where the next block begins
    record Block(byte[] bytes, int[] bounds, long[] lines, List<Fault> faults, long offset, Place next) {
        int records() {
            return lines.length;
        }
    }

    /// A place in a file between two records: bytes before it, and the line that begins there.
    record Place(long offset, long line) {}

    private Blocks(FileChannel channel, boolean quotes) {
        this.channel = channel;
        this.quotes = quotes;
    }

    /// Opens a file at its beginning, after the mark of UTF-8 if it has one.
    ///
    /// @param quotes whether a line break in quotes ends no record
    static Blocks open(Path file, boolean quotes) throws IOException {
        Blocks blocks = new Blocks(FileChannel.open(file), quotes);
        blocks.fill();
        blocks.checkBeginning();
        return blocks;
    }

    private void checkBeginning() throws IOException {
        int first = to > 0 ? buffer[0] & 0xff : 0;
        int second = to > 1 ? buffer[1] & 0xff : 0;
        if (first == 0xff && second == 0xfe || first == 0xfe && second == 0xff) {
            close();
            throw new BadListException("the file is UTF-16: save it as UTF-8");
        }
        if (begins(ZIP)) {
            close();
            throw new BadListException("the file is a workbook or an archive: save it as CSV in UTF-8");
        }
        if (begins(UTF_8_MARK)) {
            advance(UTF_8_MARK.length, 0);
        }
    }

    private boolean begins(byte[] mark) {
        return to >= mark.length && Arrays.equals(buffer, 0, mark.length, mark, 0, mark.length);
    }

    /// Goes on from a place that an earlier reading of the same file gave.
    void seek(Place place) throws IOException {
        channel.position(place.offset());
        from = 0;
        to = 0;
        offset = place.offset();
        line = place.line();
        ended = false;
        fill();
    }

    Place place() {
        return new Place(offset, line);
    }

    /// The first record alone; null for an empty file.
    @Nullable
    Block first() throws IOException {
        return block(1);
    }

    /// The next block; empty at the end.
    Optional<Block> next() throws IOException {
        return Optional.ofNullable(block(Integer.MAX_VALUE));
    }

    private @Nullable Block block(int most) throws IOException {
        if (!ended && to - from < BLOCK + MAX_RECORD) {
            fill();
        }
        if (from == to) {
            return null;
        }
        Cut cut = new Cut();
        while (from < to && from - cut.start < BLOCK && cut.records() < most) {
            int end = end();
            if (end == MORE) {
                break;
            }
            if (end == TOO_LONG) {
                cut.keep();
                cut.faults.add(tooLong());
                skip();
                break;
            }
            cut.add(end);
        }
        return cut.block();
    }

    /// The records found so far; they begin at `start` of the buffer.
    private final class Cut {
        private final int start = from;
        private final long startOffset = offset;
        private final List<Fault> faults = new ArrayList<>();
        private int[] bounds = new int[128];
        private long[] lines = new long[64];
        private int count;
        private byte @Nullable [] bytes;

        int records() {
            return count;
        }

        void add(int end) {
            int last = end;
            while (last > from && (buffer[last - 1] == '\n' || buffer[last - 1] == '\r')) {
                last--;
            }
            if (last > from) {
                if (count == lines.length) {
                    lines = Arrays.copyOf(lines, count * 2);
                    bounds = Arrays.copyOf(bounds, count * 4);
                }
                lines[count] = line;
                bounds[2 * count] = from - start;
                bounds[2 * count + 1] = last - start;
                count++;
            }
            advance(end - from, linesOfRecord);
        }

        /// Takes the bytes out of the buffer, which may be filled anew.
        byte[] keep() {
            byte[] kept = bytes == null ? Arrays.copyOfRange(buffer, start, from) : bytes;
            bytes = kept;
            return kept;
        }

        Block block() {
            return new Block(
                    keep(),
                    Arrays.copyOf(bounds, 2 * count),
                    Arrays.copyOf(lines, count),
                    faults,
                    startOffset,
                    place());
        }
    }

    private void advance(int bytes, int lines) {
        from += bytes;
        offset += bytes;
        line += lines;
    }

    /// Reads until the buffer is full, or the file ends.
    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        while (!ended && to < BUFFER) {
            int read = channel.read(ByteBuffer.wrap(buffer, to, BUFFER - to));
            ended = read < 0;
            to += Math.max(0, read);
        }
    }

    /// Where the record that begins at `from` ends, after its line break; [#linesOfRecord] says how many lines it has.
    private int end() {
        State state = State.FIELD_BEGINS;
        int limit = Math.min(to, from + MAX_RECORD);
        linesOfRecord = 1;
        for (int i = from; i < limit; i++) {
            byte b = buffer[i];
            if (b == '\n' || b == '\r') {
                if (b == '\r' && i + 1 == to && !ended) {
                    return MORE;
                }
                int after = b == '\r' && i + 1 < to && buffer[i + 1] == '\n' ? i + 2 : i + 1;
                if (state != State.QUOTED) {
                    return after;
                }
                if (++linesOfRecord > MAX_LINES) {
                    return TOO_LONG;
                }
                i = after - 1;
            } else if (quotes) {
                state = after(state, b);
            }
        }
        if (limit < to || to - from >= MAX_RECORD) {
            return TOO_LONG;
        }
        return !ended ? MORE : state == State.QUOTED ? TOO_LONG : to;
    }

    private static State after(State state, byte b) {
        return switch (state) {
            case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED -> b == '"' ? State.QUOTED : b == ',' ? State.FIELD_BEGINS : State.PLAIN;
            case FIELD_BEGINS -> b == '"' ? State.QUOTED : b == ',' ? State.FIELD_BEGINS : State.PLAIN;
            case PLAIN -> b == ',' ? State.FIELD_BEGINS : State.PLAIN;
        };
    }

    private Fault tooLong() {
        return new Fault(
                line,
                "",
                "the row is longer than " + MAX_RECORD + " bytes or " + MAX_LINES + " lines, or a quote is not closed");
    }

    /// Passes over the rest of this line.
    private void skip() throws IOException {
        while (true) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n' || buffer[i] == '\r' && (i + 1 < to ? buffer[i + 1] != '\n' : ended)) {
                    advance(i + 1 - from, 1);
                    return;
                }
            }
            // A CR that is the last byte may be half of a line break.
            boolean half = to > from && buffer[to - 1] == '\r' && !ended;
            advance(to - from - (half ? 1 : 0), 0);
            if (ended) {
                return;
            }
            fill();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.register.MarkBook;
import uk.tocsin.register.RegisterException;

/// The marks of an embedded installation, in a file that no backup holds. Every change is a line, appended and synced
/// before the method returns; a line ends in the CRC-32C of what stands before it:
///
/// ```
/// tocsin-marks 1 …
/// alerts 4097 …      what the lines mean is said in [MarkBook]
/// ```
///
/// One caller writes at a time. A line that a crash cut is dropped at the next opening: it was never confirmed. What
/// cannot be opened is a [DataDirectoryException] that names the file; a failed sync ends the process, as everywhere
/// ([StoreSettings#fatal]).
public final class LastingMarks extends MarkBook {
    private static final Logger LOG = LoggerFactory.getLogger(LastingMarks.class);
    private static final String FILE = "tocsin.marks";
    private static final String HEADER = "tocsin-marks 1";

    private final Path file;

    /// Not a channel: an interrupted thread would close it.
    private final RandomAccessFile content;

    private long length;
    private boolean broken;

    private LastingMarks(Path file, RandomAccessFile content) {
        this.file = file;
        this.content = content;
    }

    /// Where the file of a data directory is. It may be a link to another disk.
    public static Path in(Path directory) {
        return directory.resolve(FILE);
    }

    /// Opens the file, or makes it (0600) if it does not exist.
    public static LastingMarks open(Path file) {
        try {
            boolean fresh = Files.notExists(file);
            Layout.makeFile(file);
            LastingMarks marks = new LastingMarks(file, new RandomAccessFile(file.toFile(), "rw"));
            try {
                marks.read();
                if (marks.length == 0) {
                    marks.append(HEADER);
                }
                if (fresh) {
                    Layout.force(Layout.parent(file));
                }
                return marks;
            } catch (IOException | RuntimeException e) {
                marks.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DataDirectoryException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /// The erasures in a file, which is not changed; none if it does not exist.
    public static List<Erasure> erasuresIn(Path file) {
        if (Files.notExists(file)) {
            return List.of();
        }
        try (LastingMarks marks = new LastingMarks(file, new RandomAccessFile(file.toFile(), "r"))) {
            marks.parse();
            return marks.erasures();
        } catch (IOException e) {
            throw new DataDirectoryException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void read() throws IOException {
        parse();
        content.setLength(length);
        content.seek(length);
    }

    private void parse() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
            boolean last = end >= bytes.length - 1;
            int sum = line.lastIndexOf(' ');
            boolean whole =
                    end < bytes.length && sum > 0 && line.substring(sum + 1).equals(sum(line.substring(0, sum)));
            if (!whole && !last) {
                throw new DataDirectoryException(file + ", line " + number + ": is damaged");
            }
            if (!whole) {
                LOG.warn("{}: line {} was cut off by a crash and is dropped", file, number);
                break;
            }
            take(line.substring(0, sum), number);
            start = end + 1;
        }
        length = start;
    }

    private void take(String line, int number) {
        if (number == 1 && line.equals(HEADER)) {
            return;
        }
        try {
            take(line);
        } catch (IllegalArgumentException e) {
            throw new DataDirectoryException(
                    file + ", line " + number + ": this version of Tocsin does not know it", e);
        }
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    @Override
    protected synchronized void write(String line) {
        if (broken) {
            throw new RegisterException(file + " cannot be trusted since an earlier failure");
        }
        try {
            append(line);
        } catch (IOException e) {
            throw new RegisterException(file + " cannot be written: " + e.getMessage(), e);
        }
        take(line);
    }

    private void append(String line) throws IOException {
        byte[] bytes = (line + ' ' + sum(line) + '\n').getBytes(StandardCharsets.ISO_8859_1);
        broken = true;
        put(bytes);
        sync();
        broken = false;
        length += bytes.length;
    }

    private void sync() throws IOException {
        try {
            content.getFD().sync();
        } catch (IOException e) {
            StoreSettings.defaults().fatal().accept(e);
            throw e;
        }
    }

    /// No room undoes what was written of it; the next attempt may succeed.
    private void put(byte[] bytes) throws IOException {
        try {
            content.write(bytes);
        } catch (IOException e) {
            content.setLength(length);
            content.seek(length);
            broken = false;
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("{} did not close in order", file, e);
        }
    }
}

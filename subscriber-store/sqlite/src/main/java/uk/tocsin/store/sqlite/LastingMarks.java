package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;

/// What a restore must not undo, in a file that no backup holds: who was erased, and how far alert numbers,
/// slots and restores had come. Every change is a line, appended and synced before the method returns; a line
/// ends in the CRC-32C of what stands before it:
///
/// ```
/// tocsin-marks 1 …
/// alerts 4097 …                 no alert has this number or a higher one
/// slots 12 subscriber 8192 …    no subscriber of shard 12 has this slot or a higher one
/// restores 1 …                  the generation that the last restore began
/// erased 524 9f3c0a52-… …       ordinal and random id of somebody who was erased
/// ```
///
/// The getters are for any thread and never wait; the others write, so they block, one caller at a time. A line
/// that a crash cut is dropped at the next opening: it was never confirmed. Errors are [DataDirectoryException]s
/// that name the file; a failed sync ends the process, as everywhere ([StoreSettings#fatal]).
public final class LastingMarks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastingMarks.class);
    private static final String FILE = "tocsin.marks";
    private static final String HEADER = "tocsin-marks 1";

    private final Path file;

    /// Not a channel: an interrupted thread would close it.
    private final RandomAccessFile content;

    private final AtomicInteger alerts = new AtomicInteger(1);
    private final AtomicInteger restores = new AtomicInteger();
    private final AtomicIntegerArray slots = new AtomicIntegerArray(Shards.COUNT * SlotKind.values().length);
    private final Set<Erasure> erasures = new LinkedHashSet<>();
    private final Set<Integer> erased = new HashSet<>();
    private long length;
    private boolean broken;

    /// Somebody who was erased.
    ///
    /// @param subscriber their random id: shows that a backup's record of this ordinal is theirs
    public record Erasure(int ordinal, UUID subscriber) {}

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
        String[] words = line.split(" ", -1);
        try {
            switch (words[0]) {
                case "tocsin-marks" -> {
                    if (!line.equals(HEADER)) {
                        throw new IllegalArgumentException("version");
                    }
                }
                case "alerts" -> raise(alerts, Integer.parseInt(words[1]));
                case "restores" -> raise(restores, Integer.parseInt(words[1]));
                case "slots" -> raise(place(Integer.parseInt(words[1]), kind(words[2])), Integer.parseInt(words[3]));
                case "erased" -> add(new Erasure(Integer.parseInt(words[1]), UUID.fromString(words[2])));
                default -> throw new IllegalArgumentException(words[0]);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DataDirectoryException(
                    file + ", line " + number + ": this version of Tocsin does not know it", e);
        }
    }

    private static SlotKind kind(String word) {
        for (SlotKind kind : SlotKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(word);
    }

    private static void raise(AtomicInteger mark, int to) {
        mark.accumulateAndGet(to, Math::max);
    }

    private void raise(int place, int to) {
        slots.accumulateAndGet(place, to, Math::max);
    }

    private static int place(int shard, SlotKind kind) {
        if (shard < 0 || shard >= Shards.COUNT) {
            throw new IllegalArgumentException("there is no shard " + shard);
        }
        return (kind.code() - 1) * Shards.COUNT + shard;
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private void append(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(' ').append(sum(line)).append('\n');
        }
        if (broken) {
            throw new DataDirectoryException(file + " cannot be trusted since an earlier failure");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        try {
            broken = true;
            write(bytes);
            sync();
            broken = false;
        } catch (IOException e) {
            throw new DataDirectoryException(file + " cannot be written: " + e.getMessage(), e);
        }
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
    private void write(byte[] bytes) throws IOException {
        try {
            content.write(bytes);
        } catch (IOException e) {
            content.setLength(length);
            content.seek(length);
            broken = false;
            throw e;
        }
    }

    /// No alert has this number or a higher one.
    public int alerts() {
        return alerts.get();
    }

    /// How often this installation was restored.
    public int restores() {
        return restores.get();
    }

    /// No slot of the kind in this shard has this number or a higher one.
    public int slots(int shard, SlotKind kind) {
        return slots.get(place(shard, kind));
    }

    /// Everyone who was erased, in order.
    public synchronized List<Erasure> erasures() {
        return List.copyOf(erasures);
    }

    /// Whether the subscriber of an ordinal was erased.
    public synchronized boolean isErased(int ordinal) {
        return erased.contains(ordinal);
    }

    /// Raises [#alerts]; a lower number changes nothing.
    public synchronized void raiseAlerts(int firstFree) {
        if (firstFree > alerts.get()) {
            append("alerts " + firstFree);
            raise(alerts, firstFree);
        }
    }

    /// Raises [#restores]; a lower number changes nothing.
    public synchronized void raiseRestores(int generation) {
        if (generation > restores.get()) {
            append("restores " + generation);
            raise(restores, generation);
        }
    }

    /// Raises [#slots]; a lower number changes nothing.
    public synchronized void raiseSlots(int shard, SlotKind kind, int firstFree) {
        if (firstFree > slots.get(place(shard, kind))) {
            append("slots " + shard + " " + kind.word() + " " + firstFree);
            raise(place(shard, kind), firstFree);
        }
    }

    /// Remembers that somebody was erased.
    public synchronized void erased(Erasure erasure) {
        if (!erasures.contains(erasure)) {
            append("erased " + erasure.ordinal() + " " + erasure.subscriber());
            add(erasure);
        }
    }

    private void add(Erasure erasure) {
        erasures.add(erasure);
        erased.add(erasure.ordinal());
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

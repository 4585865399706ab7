package uk.tocsin.console.imports;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The faults of a list as CSV: line, column, reason. Nowhere, if nobody asked for them.
final class FaultFile implements Closeable {
    private final @Nullable FileChannel channel;
    private final @Nullable CsvWriter writer;

    /// @param bytes the length that the file had when the import was cut short; 0 for a new one
    FaultFile(Optional<Path> file, long bytes) throws IOException {
        if (file.isEmpty()) {
            this.channel = null;
            this.writer = null;
            return;
        }
        FileChannel open = FileChannel.open(
                file.get(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        open.truncate(Math.min(bytes, open.size()));
        open.position(open.size());
        OutputStream out = Channels.newOutputStream(open);
        this.channel = open;
        this.writer = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
        if (open.size() == 0) {
            writer.writeRecord("line", "column", "reason");
        }
    }

    void write(List<Fault> faults) {
        CsvWriter to = writer;
        if (to == null) {
            return;
        }
        faults.forEach(fault -> to.writeRecord(
                Long.toString(fault.line()), Formulas.guarded(fault.column()), Formulas.guarded(fault.reason())));
    }

    /// How long the file is, with everything written so far.
    long bytes() {
        FileChannel open = channel;
        CsvWriter to = writer;
        if (open == null || to == null) {
            return 0;
        }
        try {
            to.flush();
            return open.size();
        } catch (IOException e) {
            throw new UncheckedIOException("the faults cannot be written", e);
        }
    }

    /// The first faults in a file.
    static List<Fault> first(Path file, int most) throws IOException {
        List<Fault> faults = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord record : reader) {
                if (faults.size() == most) {
                    break;
                }
                if (record.getStartingLineNumber() > 1) {
                    faults.add(new Fault(
                            Long.parseLong(record.getField(0)),
                            Formulas.unguarded(record.getField(1)),
                            Formulas.unguarded(record.getField(2))));
                }
            }
        }
        return faults;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}

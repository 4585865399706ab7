package uk.tocsin.console.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/// Writes a list to a file that only its owner can read: CSV that no spreadsheet runs, or JSON Lines, by its ending.
/// One thread.
public final class ListWriter implements Closeable {
    private static final int BUFFER = 1 << 16;

    private interface To extends Closeable {
        void row(String[] cells) throws IOException;
    }

    private final To to;

    private ListWriter(To to) {
        this.to = to;
    }

    /// Begins a file, which must not be there yet. BadListException: its ending is unknown.
    public static ListWriter open(Path file) throws IOException {
        ListFormat format = ListFormat.of(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING), BUFFER);
        return new ListWriter(
                switch (format) {
                    case CSV -> csv(out);
                    case JSON_LINES -> json(out);
                });
    }

    private static To csv(OutputStream out) {
        CsvWriter writer = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
        writer.writeRecord(Column.words());
        return new To() {
            @Override
            public void row(String[] cells) {
                String[] guarded = new String[cells.length];
                for (int i = 0; i < cells.length; i++) {
                    guarded[i] = Formulas.guarded(cells[i]);
                }
                writer.writeRecord(guarded);
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    private static To json(OutputStream out) throws IOException {
        JsonGenerator generator = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
        return new To() {
            @Override
            public void row(String[] cells) throws IOException {
                generator.writeStartObject();
                for (Column column : EnumSet.allOf(Column.class)) {
                    String cell = cells[column.place()];
                    if (!cell.isEmpty()) {
                        generator.writeStringField(column.word(), cell);
                    }
                }
                generator.writeEndObject();
                generator.writeRaw('\n');
            }

            @Override
            public void close() throws IOException {
                generator.close();
            }
        };
    }

    /// Writes a row: one cell for each [Column], in their order.
    void row(String[] cells) throws IOException {
        to.row(cells);
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}

package uk.tocsin.console.pages;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.console.imports.Formulas;

/// A table of figures, as a page shows it and as a file keeps it: both are made from this, so the file has every
/// figure of the page. Immutable.
///
/// @param id of the table in its page
/// @param note what the figures mean; empty for nothing
/// @param columns their headings; the first is that of the row labels
public record Sheet(String id, String title, String note, List<String> columns, List<Row> rows) {
    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// A line of a table.
    ///
    /// @param sum whether it adds up the others
    public record Row(String label, List<Cell> cells, boolean sum) {
        public Row {
            cells = List.copyOf(cells);
        }

        public Row(String label, Cell... cells) {
            this(label, List.of(cells), false);
        }
    }

    /// A figure.
    ///
    /// @param shown as people read it
    /// @param plain the same without separators and units, as machines do
    /// @param bar the share that a bar beside it shows, in percent; -1 for no bar
    public record Cell(String shown, String plain, double bar) {
        /// Words.
        public static Cell of(String words) {
            return new Cell(words, words, -1);
        }

        /// A number.
        public static Cell of(long number) {
            return new Cell(Text.number(number), Long.toString(number), -1);
        }

        /// A share, with a bar.
        public static Cell share(long part, long whole) {
            String shown = Text.share(part, whole);
            return whole == 0 ? new Cell(shown, "", -1) : new Cell(shown, shown.replace("%", ""), 100.0 * part / whole);
        }
    }

    /// Sheets as a file of comma-separated values, one below the other, each with its title.
    public static Buffer csv(List<Sheet> sheets) {
        StringWriter out = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(out)) {
            sheets.forEach(sheet -> sheet.write(writer));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Buffer.buffer(out.toString());
    }

    private void write(CsvWriter writer) {
        writer.writeRecord(Formulas.guarded(title));
        writer.writeRecord(guarded(columns));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.label()));
            row.cells().forEach(cell -> cells.add(cell.plain()));
            writer.writeRecord(guarded(cells));
        }
        if (!note.isEmpty()) {
            writer.writeRecord(Formulas.guarded(note));
        }
        writer.writeRecord("");
    }

    private static List<String> guarded(List<String> cells) {
        return cells.stream().map(Formulas::guarded).toList();
    }
}

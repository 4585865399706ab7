package uk.tocsin.console.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.audience.Suggestions;

/// Makes cells of records: one string for each [Column], "" where there is nothing. Any thread.
abstract sealed class Cells {
    private static final char REPLACED = '\ufffd';
    private static final int MAX_SHOWN = 40;
    private static final int COLUMNS = Column.values().length;
    private static final String CONTROL = "\\p{Cntrl}";

    private final Map<String, String> renamed;

    private Cells(Map<String, String> renamed) {
        this.renamed = renamed;
    }

    /// The columns that a first line of CSV names. BadListException: it names one that there is not, or one
    /// twice.
    ///
    /// @param renamed our name, by the name in the file
    static Cells csv(String firstLine, Map<String, String> renamed) {
        return new Csv(firstLine, renamed);
    }

    /// Objects of JSON whose fields are columns.
    static Cells json(Map<String, String> renamed) {
        return new Json(renamed);
    }

    /// The cells of one record; BadCell: not UTF-8, or not in its format.
    final String[] of(Blocks.Block block, int record) {
        return of(text(block, record));
    }

    abstract String[] of(String text);

    /// The text of one record; BadCell: it is not UTF-8.
    static String text(Blocks.Block block, int record) {
        int start = block.bounds()[2 * record];
        int length = block.bounds()[2 * record + 1] - start;
        String text = new String(block.bytes(), start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACED) >= 0) {
            strictly(block, start, length);
        }
        return text;
    }

    /// A replacement character is an error, unless the file has that character itself.
    private static void strictly(Blocks.Block block, int start, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(block.bytes(), start, length);
        CoderResult result = decoder.decode(bytes, CharBuffer.allocate(length), true);
        if (result.isError()) {
            long at = block.offset() + bytes.position() + 1;
            throw new BadCell("byte " + at + " of the file is not UTF-8");
        }
    }

    final Column column(String name) {
        return find(name).orElseThrow(() -> new BadListException(unknown(name)));
    }

    final Optional<Column> find(String name) {
        return Column.ofWord(renamed.getOrDefault(name.strip(), name));
    }

    static String unknown(String name) {
        String shown = name.strip().replaceAll(CONTROL, "?");
        String cut = shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown;
        return "there is no column \"" + cut + "\""
                + Suggestions.nearest(shown.toLowerCase(Locale.ROOT), Column.words())
                        .map(near -> ": did you mean \"" + near + "\"?")
                        .orElse("");
    }

    static String[] empty() {
        String[] cells = new String[COLUMNS];
        Arrays.fill(cells, "");
        return cells;
    }

    private static final class Csv extends Cells {
        private static final CsvReader.CsvReaderBuilder READER = CsvReader.builder();

        private final Column[] columns;

        private Csv(String firstLine, Map<String, String> renamed) {
            super(renamed);
            List<Column> found = new ArrayList<>();
            for (String name : split(firstLine)) {
                Column column = column(name);
                if (found.contains(column)) {
                    throw new BadListException("the column \"" + column.word() + "\" is there twice");
                }
                found.add(column);
            }
            this.columns = found.toArray(Column[]::new);
        }

        private static String[] split(String text) {
            try {
                String[] fields = READER.ofSingleCsvRecord(StringArrayHandler.of(), text);
                return fields == null ? new String[0] : fields;
            } catch (CsvParseException _) {
                throw new BadCell("the row is not CSV");
            }
        }

        @Override
        String[] of(String text) {
            String[] cells = empty();
            return plain(text, cells) ? cells : quoted(text);
        }

        /// Takes the cells of a record whose quotes, if any, surround whole cells and hold no quote; false
        /// for any other, and for one with a wrong number of cells: these go the longer way.
        private boolean plain(String text, String[] cells) {
            int at = 0;
            for (int i = 0; i < columns.length; i++) {
                boolean quoted = at < text.length() && text.charAt(at) == '"';
                int from = quoted ? at + 1 : at;
                int to = text.indexOf(quoted ? '"' : ',', from);
                if (to < 0 && !quoted) {
                    to = text.length();
                }
                at = quoted ? to + 1 : to;
                boolean ends = at == text.length();
                if (to < 0
                        || ends != (i == columns.length - 1)
                        || !ends && text.charAt(at) != ','
                        || !quoted && holdsQuote(text, from, to)) {
                    return false;
                }
                if (to > from) {
                    cells[columns[i].place()] =
                            Formulas.unguarded(text.substring(from, to).strip());
                }
                at++;
            }
            return true;
        }

        private static boolean holdsQuote(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (text.charAt(i) == '"') {
                    return true;
                }
            }
            return false;
        }

        private String[] quoted(String text) {
            String[] fields = split(text);
            if (fields.length != columns.length) {
                throw new BadCell("the row has " + fields.length + " cells instead of " + columns.length);
            }
            String[] cells = empty();
            for (int i = 0; i < fields.length; i++) {
                cells[columns[i].place()] = Formulas.unguarded(fields[i].strip());
            }
            return cells;
        }
    }

    private static final class Json extends Cells {
        private static final JsonFactory FACTORY = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private Json(Map<String, String> renamed) {
            super(renamed);
        }

        @Override
        String[] of(String text) {
            String[] cells = empty();
            try (JsonParser parser = FACTORY.createParser(text)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw notJson();
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    Column column = find(name).orElseThrow(() -> new BadCell(unknown(name)));
                    cells[column.place()] = value(parser).strip();
                }
                if (parser.nextToken() != null) {
                    throw notJson();
                }
                return cells;
            } catch (com.fasterxml.jackson.core.JacksonException _) {
                throw notJson();
            } catch (IOException e) {
                throw new UncheckedIOException("a string cannot be read", e);
            }
        }

        private static BadCell notJson() {
            return new BadCell("the row is not a JSON object");
        }

        private static String value(JsonParser parser) throws IOException {
            JsonToken token = parser.nextToken();
            if (token == null || token.isStructStart()) {
                throw new BadCell("a field is neither text nor a number");
            }
            return token == JsonToken.VALUE_NULL ? "" : parser.getText();
        }
    }
}

package uk.tocsin.console.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocksTest {
    @TempDir
    private Path directory;

    private final List<String> records = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final List<Long> faulty = new ArrayList<>();

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("list.csv"), text);
    }

    private void read(Path file) throws IOException {
        try (Blocks blocks = Blocks.open(file, true)) {
            for (var block = blocks.next(); block.isPresent(); block = blocks.next()) {
                for (int i = 0; i < block.get().records(); i++) {
                    records.add(Cells.text(block.get(), i));
                    lines.add(block.get().lines()[i]);
                }
                block.get().faults().forEach(fault -> faulty.add(fault.line()));
            }
        }
    }

    @Test
    void lineBreaksOfAllKindsEndRecordsOutsideQuotes() throws IOException {
        read(file("\ufeffa,b\r\n1,\"x\r\ny\"\n2,z\"q\r\r\n\n\"3\"\"\n\",4\n5,\"\""));

        assertThat(records).containsExactly("a,b", "1,\"x\r\ny\"", "2,z\"q", "\"3\"\"\n\",4", "5,\"\"");
        assertThat(lines).containsExactly(1L, 2L, 4L, 7L, 9L);
        assertThat(faulty).isEmpty();
    }

    @Test
    void aQuoteThatIsNotClosedCostsItsOwnLineAlone() throws IOException {
        read(file("a\n\"open\n" + "b\n".repeat(100) + "\"end\nc"));

        assertThat(records).hasSize(102).endsWith("b", "c");
        assertThat(faulty).containsExactly(2L, 103L);
    }

    @Test
    void aLineOfAHundredMegabytesIsAFaultOfThatLine() throws IOException {
        Path file = directory.resolve("long.csv");
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("first\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(part);
            }
            out.write("\r\nlast\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        read(file);

        assertThat(records).containsExactly("first", "last");
        assertThat(lines).containsExactly(1L, 3L);
        assertThat(faulty).containsExactly(2L);
    }

    @Test
    void manyBlocksGiveWhatOneWould() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            String record = "row " + i + ",\"" + "é".repeat(i % 37) + "\"";
            wanted.add(record);
            text.append(record).append(i % 3 == 0 ? "\r\n" : "\n");
        }

        read(file(text.toString()));

        assertThat(records).isEqualTo(wanted);
        assertThat(lines.getLast()).isEqualTo(60_000L);
    }

    @Test
    void readingGoesOnFromAnyPlace() throws IOException {
        Path file = file("a\n".repeat(300_000));
        try (Blocks blocks = Blocks.open(file, true)) {
            Blocks.Place place = blocks.next().orElseThrow().next();
            long left = 300_000 - place.line() + 1;
            blocks.seek(place);
            long count = 0;
            for (var block = blocks.next(); block.isPresent(); block = blocks.next()) {
                count += block.get().records();
            }
            assertThat(count).isEqualTo(left);
        }
    }

    @Test
    void anotherEncodingIsNamedWithItsByte() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, "name\nJosé\nZoë\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read(file)).isInstanceOf(BadCell.class).hasMessage("byte 9 of the file is not UTF-8");
    }

    @Test
    void otherKindsOfFilesAreCalledByTheirNames() throws IOException {
        Path utf16 = directory.resolve("utf16.csv");
        Files.write(utf16, "\ufeffname".getBytes(StandardCharsets.UTF_16LE));
        Path workbook = Files.write(directory.resolve("book.csv"), new byte[] {'P', 'K', 3, 4, 0});

        assertThatThrownBy(() -> read(utf16)).hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> read(workbook)).hasMessageContaining("workbook");
    }
}

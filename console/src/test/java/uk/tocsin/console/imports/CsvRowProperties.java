package uk.tocsin.console.imports;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvRowProperties {
    private final Cells cells = Cells.csv("name,address,email", Map.of());

    @Provide
    Arbitrary<List<String>> rows() {
        return Arbitraries.strings()
                .withChars("ab, \"';=é")
                .ofMaxLength(6)
                .list()
                .ofSize(3);
    }

    @Property(tries = 2000)
    void anyRowIsReadAsItWasWritten(@ForAll("rows") List<String> row, @ForAll boolean allQuoted) {
        StringWriter text = new StringWriter();
        var writer = CsvWriter.builder();
        if (allQuoted) {
            writer.quoteStrategy(QuoteStrategies.ALWAYS);
        }
        try (CsvWriter csv = writer.build(text)) {
            csv.writeRecord(row);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }

        String[] read = cells.of(text.toString().stripTrailing());

        assertThat(List.of(read[Column.NAME.place()], read[Column.ADDRESS.place()], read[Column.EMAIL.place()]))
                .isEqualTo(
                        row.stream().map(String::strip).map(Formulas::unguarded).toList());
    }
}

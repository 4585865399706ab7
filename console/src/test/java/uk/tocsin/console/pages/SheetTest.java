package uk.tocsin.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {
    @Test
    void aFileHasEveryFigureOfThePageWithoutSeparators() {
        Sheet sheet = new Sheet(
                "a",
                "Reach",
                "A note",
                List.of("Size", "Meant", "Share"),
                List.of(new Sheet.Row("Micro", Sheet.Cell.of(41_300), Sheet.Cell.share(1, 8))));

        assertThat(Sheet.csv(List.of(sheet)).toString().lines())
                .containsExactly("Reach", "Size,Meant,Share", "Micro,41300,12.5", "A note", "");
    }

    @Test
    void noSpreadsheetTakesAWordForAFormula() {
        Sheet sheet = new Sheet(
                "a",
                "=1+1",
                "@note",
                List.of("+column"),
                List.of(new Sheet.Row("=HYPERLINK(\"x\")", Sheet.Cell.of("-cmd"))));

        assertThat(Sheet.csv(List.of(sheet)).toString())
                .contains("'=1+1", "'@note", "'+column", "'=HYPERLINK", "'-cmd");
    }
}

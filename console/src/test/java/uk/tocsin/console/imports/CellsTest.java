package uk.tocsin.console.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Tier;

class CellsTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final List<Fault> faults = new ArrayList<>();

    private @Nullable Row check(Map<Column, String> given) {
        String[] cells = Cells.empty();
        cells[Column.NAME.place()] = "Sam";
        cells[Column.EMAIL.place()] = "sam@cafe.example.test";
        given.forEach((column, cell) -> cells[column.place()] = cell);
        return new RowCheck(TAXONOMY, false, NOW).check(7, cells, faults::add);
    }

    private Row taken(Map<Column, String> given) {
        return Optional.ofNullable(check(given)).orElseThrow();
    }

    private static Map<Column, String> cafe() {
        return Map.of(
                Column.ORGANISATION,
                "Sam's",
                Column.SECTOR,
                "Food and drink",
                Column.SIZE,
                "micro",
                Column.ADDRESS,
                "1 High Street",
                Column.POSTCODE,
                "nw18ab");
    }

    @ParameterizedTest
    @CsvSource({
        "07700 900123, +447700900123",
        "+44 (0)7700 900-123, +447700900123",
        "0044 7700 900999, +447700900999",
        "07700 900123456, +447700900123456"
    })
    void numbersForTestsAreTaken(String text, String number) {
        assertThat(new Telephone(false).normal(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"020 7946 0000", "+33 6 12 34 56 78", "12", "07700 90012x", "0800 001066", "+447700900123;ext=1"
            })
    void numbersThatNoTextCanBeSentToAreRefused(String text) {
        assertThatThrownBy(() -> new Telephone(false).normal(text)).isInstanceOf(BadCell.class);
    }

    @Test
    void foreignNumbersAreTakenWhereThatIsAllowed() {
        assertThat(new Telephone(true).normal("+33 6 12 34 56 78")).isEqualTo("+33612345678");
    }

    @ParameterizedTest
    @CsvSource({"Sam@EXAMPLE.Test, sam@example.test", "sam@münchen.example.test, sam@xn--mnchen-3ya.example.test"})
    void mailAddressesHaveTheirDomainInAscii(String text, String address) {
        assertThat(MailAddress.normal(text)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sam@example.test\r\nBcc: all@example.test",
                "sam@example.test\u0000",
                "<sam@example.test>",
                "sam@ex\u0430mple.test",
                "sam@xn--exmple-4nf.test",
                "sam@localhost",
                "sam@-a.test",
                "a b@example.test",
                "\"a\"@example.test",
                ".sam@example.test",
                "@example.test",
                "sam@"
            })
    void mailAddressesThatDeceiveAreRefused(String text) {
        assertThatThrownBy(() -> MailAddress.normal(text)).isInstanceOf(BadCell.class);
    }

    @Test
    void thePostcodeSaysWhatTheRowDoesNot() {
        Row row = taken(cafe());

        assertThat(row.approximate()).isTrue();
        assertThat(row.site().orElseThrow().postcode()).isEqualTo("NW1 8AB");
        assertThat(row.who().tier()).isEqualTo(Tier.BUSINESS);
        assertThat(row.who().segments())
                .contains(TAXONOMY.code(Dimension.REGION, "london"), TAXONOMY.code(Dimension.FORCE, "metropolitan"));
    }

    @Test
    void everyAreaHasARegionAndAForceThatLiesInIt() {
        assertThat(Area.all()).hasSize(121);
        Area.all().values().forEach(area -> {
            int force = TAXONOMY.code(Dimension.FORCE, area.force());
            assertThat(TAXONOMY.parent(force))
                    .as(area.letters())
                    .hasValue(TAXONOMY.code(Dimension.REGION, area.region()));
            assertThat(uk.tocsin.model.Cell.of(area.latitude(), area.longitude()))
                    .isNotNegative();
        });
    }

    @Test
    void aBadAddressIsLeftOutWhileAnotherIsLeft() {
        Row row = taken(Map.of(Column.PHONE, "12"));

        assertThat(row.who().addresses())
                .containsExactly(new Organisation.Address(uk.tocsin.model.ChannelKind.EMAIL, "sam@cafe.example.test"));
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.column()).isEqualTo("phone");
            assertThat(fault.line()).isEqualTo(7);
        });
        assertThat(check(Map.of(Column.EMAIL, "", Column.PHONE, "12"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "TIER, security", "TIER, ct", "SECTOR, bakery", "LATITUDE, 51.5", "POSTCODE, 12345", "QUIET, always",
        "CONSENT_TIME, 2027-01-01", "MINIMUM, loud", "LANGUAGE, fr", "TAGS, nothing", "PAUSED, perhaps", "DUTY, some"
    })
    void aCellThatMeansNothingRefusesItsRow(Column column, String cell) {
        assertThat(check(Map.of(column, cell))).isNull();
        assertThat(faults).isNotEmpty().noneMatch(fault -> fault.reason().contains(cell));
    }

    @Test
    void namesWithControlCharactersAreRefusedAndFormulasAreText() {
        assertThat(check(Map.of(Column.NAME, "Sam\nBcc: x"))).isNull();
        assertThat(check(Map.of(Column.NAME, "Sam\u202e"))).isNull();
        assertThat(taken(Map.of(Column.NAME, "=HYPERLINK(1)")).who().name()).isEqualTo("=HYPERLINK(1)");
        assertThat(taken(Map.of(Column.NAME, "😀 O'Brien")).who().name()).isEqualTo("😀 O'Brien");
    }

    @Test
    void anUnknownColumnIsNamedWithASuggestion() {
        assertThatThrownBy(() -> Cells.csv("name,e-mial,emial", Map.of("e-mial", "email")))
                .isInstanceOf(BadListException.class)
                .hasMessage("there is no column \"emial\": did you mean \"email\"?");
        assertThatThrownBy(() -> Cells.csv("name,Name", Map.of())).hasMessageContaining("there twice");
    }

    @Test
    void jsonIsJudgedLikeCsv() {
        Cells json = Cells.json(Map.of("mail", "email"));

        String[] cells = json.of("{\"name\":\"Sam\",\"mail\":\"a@example.test\",\"latitude\":51.5,\"site\":null}");
        assertThat(cells[Column.EMAIL.place()]).isEqualTo("a@example.test");
        assertThat(cells[Column.LATITUDE.place()]).isEqualTo("51.5");
        for (String bad : List.of(
                "[]", "{", "{\"name\":{}}", "{\"nmae\":\"x\"}", "{\"name\":\"a\",\"name\":\"b\"}", "{} {}", "")) {
            assertThatThrownBy(() -> json.of(bad)).as(bad).isInstanceOf(BadCell.class);
        }
    }
}

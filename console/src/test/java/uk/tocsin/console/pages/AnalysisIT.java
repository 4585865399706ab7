package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.House;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.control.Act;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// Whom an alert reached, for those who analyse, in a real browser.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OpenHouse.class)
class AnalysisIT {
    static House house;
    static Screen screen;
    static int alert;

    /// Before anything is sent, and after.
    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        screen = shown;
        Screen.Person analyst = screen.staff(House.ANALYST).at("/analysis");
        assertThat(analyst.page().getByText("No alert has been sent yet.")).isVisible();
        analyst.look("analysis-empty");
        house.register(shops());
        alert = house.issue(Alerts.on(ChannelKind.values()));
        house.settle(alert);
        house.until(() -> house.reach(alert).persons().acknowledged() == 100);
    }

    /// Shops in London: three large ones, the others small; two of each ten are bars.
    private static List<Organisation> shops() {
        List<Organisation> shops = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            shops.add(shop(i, i < 3 ? "large" : i < 60 ? "micro" : "small", i % 5 == 0 ? "food-and-drink" : "retail"));
        }
        return shops;
    }

    private static Organisation shop(int number, String size, String sector) {
        Taxonomy taxonomy = house.installation().taxonomy();
        int[] segments = {
            taxonomy.code(Dimension.REGION, "london"),
            taxonomy.code(Dimension.SIZE, size),
            taxonomy.code(Dimension.SECTOR, sector)
        };
        List<Organisation.Address> addresses = List.of(
                new Organisation.Address(ChannelKind.PUSH, "device-token-of-shop-%05d".formatted(number)),
                new Organisation.Address(ChannelKind.SMS, "+447700900%03d".formatted(number)));
        Organisation.Person person = new Organisation.Person(
                "Shop " + number, Tier.BUSINESS, Language.EN, segments, addresses, new int[] {0});
        return new Organisation(
                new UUID(0x5000L, number * 0x9E3779B97F4A7C15L),
                List.of(new Organisation.Premises(Cell.of(51.54, -0.14))),
                List.of(person));
    }

    private static List<List<String>> table(Screen.Person person, String id) {
        List<List<String>> rows = new ArrayList<>();
        for (Locator row : person.page().locator("#" + id + " tbody tr").all()) {
            List<String> cells =
                    new ArrayList<>(List.of(row.locator("th").textContent().strip()));
            row.locator("td").all().forEach(cell -> cells.add(cell.getAttribute("data-value")));
            rows.add(cells);
        }
        return rows;
    }

    @Test
    void anOfficerSeesEveryFigure() {
        Screen.Person officer =
                screen.staff(House.OFFICER).at("/analysis?alert=" + alert + "&rows=sector&columns=size&measure=meant");

        assertThat(table(officer, "cross"))
                .containsExactly(
                        List.of("Food and drink", "11", "8", "1", "0", "20"),
                        List.of("Retail", "46", "32", "2", "0", "80"),
                        List.of("Not known", "0", "0", "0", "0", "0"),
                        List.of("All", "57", "40", "3", "0", "100"));
        assertThat(table(officer, "small").get(1)).containsExactly("Small (10 to 49)", "40", "0", "40", "100.0");
        assertThat(table(officer, "cost").getLast()).containsExactly("Cost per acknowledged premises", "0.04");
        officer.look("analysis");
    }

    @Test
    void anAnalystSeesNoFigureUnderTenNorOneThatTellsIt() {
        Screen.Person analyst =
                screen.staff(House.ANALYST).at("/analysis?alert=" + alert + "&rows=sector&columns=size&measure=meant");

        for (String id : List.of("cross", "small", "missed-push", "missed-sms", "whole")) {
            for (List<String> row : table(analyst, id)) {
                assertThat(row.subList(1, row.size())).noneMatch(cell -> cell.matches("[0-9]"));
            }
        }
        List<String> bars = table(analyst, "cross").getFirst();
        assertThat(bars.stream().filter("[c]"::equals).count()).isGreaterThanOrEqualTo(2);
        assertThat(table(analyst, "cross").getLast().getLast()).isEqualTo("100");
        analyst.look("analysis-analyst");
    }

    @Test
    void theFileHasEveryFigureOfThePage() {
        String query = "alert=" + alert + "&rows=size&columns=region&measure=reached&count=premises";
        Screen.Person analyst = screen.staff(House.ANALYST).at("/analysis?" + query);
        String csv = analyst.context().request().get("/analysis.csv?" + query).text();
        List<String> lines = csv.lines().toList();

        for (Locator section : analyst.page().locator("main table").all()) {
            for (List<String> row : table(analyst, section.getAttribute("id"))) {
                assertThat(lines)
                        .contains(String.join(
                                ",", row.stream().map(AnalysisIT::quoted).toList()));
            }
        }
    }

    private static String quoted(String cell) {
        return cell.contains(",") ? '"' + cell + '"' : cell;
    }

    @Test
    void theDictionarySaysWhatTheFiguresMean() {
        Screen.Person analyst = screen.staff(House.ANALYST).at("/analysis/dictionary");

        assertThat(analyst.page().getByText("Meant, and not reached.")).isVisible();
        analyst.look("dictionary");
    }

    @Test
    void anAnalystCanNeitherComposeNorApproveNorReadDrafts() {
        int draft = house.must(new Act.VersionSaved(
                        house.installation().header(House.OFFICER), 0, Alerts.on(ChannelKind.PUSH), List.of()))
                .alert();
        Screen.Person analyst = screen.staff(House.ANALYST).at("/analysis");
        String proof = analyst.page().locator("input[name=proof]").first().inputValue();
        FormData form = FormData.create()
                .set("proof", proof)
                .set("digest", "0".repeat(64))
                .set("when", "now");

        for (String act :
                List.of("approve", "return", "reject", "void", "cancel", "halt", "resend", "update", "all-clear")) {
            APIResponse refused = analyst.context()
                    .request()
                    .post(
                            "/alerts/" + draft + "/" + act,
                            RequestOptions.create().setForm(form).setMaxRedirects(0));
            assertThat(refused.status()).as(act).isEqualTo(403);
        }
        assertThat(analyst.context().request().get("/alerts/" + draft).status()).isEqualTo(404);
        assertThat(analyst.context()
                        .request()
                        .get("/alerts/" + draft + "/timeline")
                        .status())
                .isEqualTo(404);
        assertThat(house.view(draft).versions()).hasSize(1);
    }
}

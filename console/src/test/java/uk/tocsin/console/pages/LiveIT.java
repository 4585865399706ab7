package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import uk.tocsin.console.House;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.edge.People;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.model.Action;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Words;
import uk.tocsin.simulator.Behaviour;

/// An alert that goes out, watched in a real browser.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LiveIT {
    private static final int PEOPLE = 120;

    @RegisterExtension
    static final OpenHouse OPEN = new OpenHouse(new Behaviour(
            new Behaviour.Push(Map.of("UNREGISTERED", 0.05), 0.9, 0.5, 0.3),
            new Behaviour.Sms(Map.of(), 0.8, Map.of("30005", 0.1, "30003", 0.05), 0.3, 0),
            new Behaviour.Email(Map.of("550 5.1.1", 0.05), 0, 0.4, 0),
            0.02));

    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        house.register(new People(house.installation().taxonomy()).with(PEOPLE, ChannelKind.values()));
        screen = shown;
    }

    private static Prompts prompts() {
        return new Prompts(
                List.of(new Question(
                        new Words("Are your people safe?", ""), List.of(new Words("Yes", ""), new Words("No", "")))),
                List.of(new Action(Action.Kind.OPEN, new Words("What to do", ""), "https://www.example.test/advice")));
    }

    private static int issue() {
        return house.issue(Alerts.asking(prompts(), ChannelKind.values()));
    }

    private static void unfold(Page page, String title) {
        page.getByText(title, new Page.GetByTextOptions().setExact(true)).click();
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static JsonObject reach(int number) {
        APIResponse answer = screen.staff(House.OFFICER)
                .context()
                .request()
                .get(
                        "/api/v1/alerts/" + number + "/reach?by=region,sector,size,tier",
                        RequestOptions.create().setHeader("Authorization", "Bearer " + house.token(House.OFFICER)));
        return new JsonObject(answer.text());
    }

    /// The figures of a table of the page, row by row.
    private static List<List<Long>> figures(Page page, String table) {
        List<List<Long>> rows = new ArrayList<>();
        for (Locator row : page.locator("#" + table + " tbody tr").all()) {
            rows.add(row.locator("td").all().stream()
                    .map(cell -> cell.getAttribute("data-value"))
                    .filter(value -> value.matches("[0-9]+"))
                    .map(Long::valueOf)
                    .toList());
        }
        return rows;
    }

    private static List<List<Long>> states(JsonObject reach) {
        List<List<Long>> rows = new ArrayList<>();
        List<ChannelKind> channels = List.of(ChannelKind.values());
        for (DeliveryState state : DeliveryState.values()) {
            rows.add(channels.stream()
                    .map(channel -> reach.getJsonObject("channels")
                            .getJsonObject(channel.word())
                            .getLong(state.word()))
                    .toList());
        }
        rows.add(channels.stream()
                .map(channel -> reach.getJsonObject("channels")
                        .getJsonObject(channel.word())
                        .getLong("planned"))
                .toList());
        return rows;
    }

    private static List<Long> slice(JsonObject reach, String dimension, int index) {
        JsonArray rows = reach.getJsonObject("by").getJsonArray(dimension);
        JsonObject people = rows.getJsonObject(index).getJsonObject("persons");
        return List.of(people.getLong("audience"), people.getLong("reached"), people.getLong("acknowledged"));
    }

    @Test
    void theFiguresMoveByThemselvesAndEqualTheApi() {
        Screen.Person officer = screen.staff(House.OFFICER);
        int number = issue();
        officer.at("/alerts/" + number);
        assertThat(officer.page().locator("#live-state")).hasText("Live");
        house.until(() -> {
            officer.page().waitForTimeout(50);
            return figures(officer.page(), "states").stream().anyMatch(row -> row.getFirst() > 0);
        });

        house.settle(number);
        house.until(() -> {
            officer.page().waitForTimeout(200);
            return figures(officer.page(), "states").equals(states(reach(number)));
        });
        JsonObject reach = reach(number);
        house.until(() -> {
            officer.page().waitForTimeout(200);
            return figures(officer.page(), "by-region")
                    .equals(List.of(slice(reach, "region", 0).subList(0, 2)));
        });
        assertThat(figures(officer.page(), "by-sector")).containsExactly(slice(reach, "sector", 0));
        assertThat(officer.page().locator("#failures-part")).containsText("The app was removed");
        assertThat(officer.page().locator(".tocsin-chart__canvas")).isVisible();
        officer.look("live");
    }

    @Test
    void aPageWithoutScriptsHasTheSameFigures() {
        int number = issue();
        house.settle(number);
        Page page = screen.raisedWithoutScripts(House.APPROVER)
                .at("/alerts/" + number)
                .page();

        house.until(() -> {
            page.reload();
            return figures(page, "states").equals(states(reach(number)));
        });
    }

    @Test
    void withdrawingFromThePageStopsIt() {
        int number = issue();
        Screen.Person officer = screen.raised(House.OFFICER).at("/alerts/" + number);

        unfold(officer.page(), "Withdraw it");
        press(officer.page(), "Withdraw this alert");
        assertThat(officer.page().getByText("Enter a reason: it is recorded").first())
                .isVisible();
        officer.check("live-fault");
        officer.page().getByLabel("Reason").first().fill("A mistake");
        press(officer.page(), "Withdraw this alert");
        assertThat(officer.page().getByText("The alert is withdrawn: nothing more of it is sent"))
                .isVisible();
        assertThat(house.view(number).status()).isEqualTo(AlertStatus.CANCELLED);
        assertThat(house.view(number).reason()).isEqualTo("A mistake");
    }

    @Test
    void aHaltedAlertSaysSoAndIsResumed() {
        halted(() -> {
            int number = issue();
            Screen.Person officer = screen.staff(House.OFFICER).at("/alerts/" + number);

            unfold(officer.page(), "Halt it");
            officer.page().getByLabel("Reason").nth(1).fill("The place is wrong");
            press(officer.page(), "Halt");
            assertThat(officer.page().getByText("Everything is halted").first()).isVisible();
            officer.look("live-halted");
            unfold(officer.page(), "Resume it");
            press(officer.page(), "Resume");
            assertThat(officer.page().getByText("The alert is resumed")).isVisible();
            assertThat(house.view(number).halted()).isFalse();
        });
    }

    /// Does something while everything is halted.
    private static void halted(Runnable something) {
        house.must(new Act.Halted(house.installation().header(House.OFFICER), 0, "nothing is to be sent"));
        try {
            something.run();
        } finally {
            house.must(new Act.Resumed(house.installation().header(House.OFFICER), 0));
        }
    }

    @Test
    void anAllClearBeginsWithWhatItTakesOver() {
        int number = issue();
        Screen.Person officer = screen.staff(House.OFFICER).at("/alerts/" + number);

        press(officer.page(), "Send an all-clear");
        officer.page().waitForURL("**/compose/*");
        int child = house.view(number).children().getFirst();
        assertThat(house.view(child).content().type()).isEqualTo(MessageType.CANCEL);
        assertThat(house.view(child).content().variants().getFirst().headline())
                .isEqualTo("All clear: Suspicious item");
        assertThat(house.view(child).content().variants().getFirst().description())
                .isEmpty();
        assertThat(officer.page().url()).endsWith("/compose/" + child);
    }

    @Test
    void theTimelineTellsWhatWasKnownWhenAndExports() {
        int number = issue();
        house.settle(number);
        Screen.Person officer = screen.staff(House.OFFICER).at("/alerts/" + number + "/timeline");

        assertThat(officer.page().getByText("Version 1 was approved and dispatched"))
                .isVisible();
        assertThat(officer.page().getByText("A provider took the first message by text"))
                .isVisible();
        officer.look("timeline");
        officer.page()
                .emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
        assertThat(officer.page().getByText("Download as CSV")).not().isVisible();
        assertThat(officer.page().locator(".tocsin-timeline")).isVisible();
        JsonObject json = new JsonObject(officer.context()
                .request()
                .get("/alerts/" + number + "/timeline.json")
                .text());
        String csv = officer.context()
                .request()
                .get("/alerts/" + number + "/timeline.csv")
                .text();

        assertThat(json.getJsonArray("moments").size())
                .isEqualTo(officer.page().locator(".tocsin-timeline__item").count());
        assertThat(csv).contains("Version 1 was submitted for approval");
    }

    @Test
    void anAlertThatReachesNobodySaysWhatWouldBeThere() {
        halted(() -> {
            int number = issue();
            Screen.Person approver = screen.staff(House.APPROVER).at("/alerts/" + number);

            assertThat(approver.page().getByText("Nothing has failed and nothing is unknown."))
                    .isVisible();
            approver.look("live-empty");
        });
    }

    @Test
    void whoOnlyAnalysesIsLedToTheAnalysis() {
        int number = issue();
        house.settle(number);
        Screen.Person analyst = screen.staff(House.ANALYST);

        APIResponse page = analyst.context()
                .request()
                .get("/alerts/" + number, RequestOptions.create().setMaxRedirects(0));
        APIResponse stream = analyst.context()
                .request()
                .get("/alerts/" + number + "/stream", RequestOptions.create().setMaxRedirects(0));

        assertThat(page.headers().get("location")).isEqualTo("/analysis?alert=" + number);
        assertThat(stream.status()).isEqualTo(403);
    }
}

package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Tier;
import uk.tocsin.simulator.Behaviour;

/// An officer writes an alert: from a template, from nothing, with scripts and without, and loses nothing.
@Timeout(120)
class ComposeIT {
    private static final int COLLEAGUE = 9;
    private static final String EVENT = "#f-event";
    private static final String HEADLINE = "#f-variants-0-headline";
    private static final String SHORT = "#f-variants-0-shortText";
    private static final String AUDIENCE = "#f-audience";

    @TempDir
    static Path directory;

    static House house;
    static Screen screen;

    @BeforeAll
    static void open() throws IOException {
        house = House.open(directory, Behaviour.perfect());
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), COLLEAGUE, -1, true));
        house.must(new Act.RolesSet(house.installation().header(House.ADMINISTRATOR), COLLEAGUE, Set.of(Role.OFFICER)));
        house.register(List.of(
                organisation(1, "london", ChannelKind.PUSH, "device-compose-1"),
                organisation(2, "wales", ChannelKind.SMS, "+447700900102"),
                organisation(3, "wales", ChannelKind.EMAIL, "sam@example.test")));
        screen = Screen.open(house);
    }

    @AfterAll
    static void close() {
        screen.close();
        house.close();
    }

    private static Organisation organisation(int number, String region, ChannelKind channel, String address) {
        int[] segments = {
            house.installation().taxonomy().code(Dimension.SECTOR, "retail"),
            house.installation().taxonomy().code(Dimension.REGION, region),
            house.installation().taxonomy().code(Dimension.SIZE, "micro")
        };
        Organisation.Person person = new Organisation.Person(
                "Sam Example",
                Tier.BUSINESS,
                Language.EN,
                segments,
                List.of(new Organisation.Address(channel, address)),
                new int[0]);
        return new Organisation(new UUID(number, number), List.of(), List.of(person));
    }

    // ---- steps of the journeys

    private static Page begin(Screen.Person officer, String template) {
        Page page = officer.at("/compose").page();
        button(page, template).click();
        assertThat(page.locator("#editor")).isVisible();
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Puts the place in wherever a template asks for one.
    private static void place(Page page) {
        for (Locator field :
                page.locator("#editor input[type=text], #editor textarea").all()) {
            String value = field.inputValue();
            if (value.contains("[")) {
                field.fill(value.replaceAll("\\[[^\\[\\]]+\\]", "Swansea"));
            }
        }
    }

    private static AlertView submitted(Page page) {
        page.waitForURL(Pattern.compile("/alerts/[0-9]+$"));
        AlertView view = house.view(Integer.parseInt(page.url().replaceAll(".*/", "")));
        assertThat(view.statusAt(house.installation().clock().instant())).isEqualTo(AlertStatus.SUBMITTED);
        return view;
    }

    // ---- journeys

    @Test
    void aTemplateBecomesASubmittedAlert() {
        Screen.Person officer = screen.staff(House.OFFICER);
        officer.at("/compose").look("compose-start");
        Page page = begin(officer, "Suspicious item");
        place(page);
        page.locator("#pick-region-wales").check();
        assertThat(page.locator(AUDIENCE)).hasValue("region = wales");
        assertThat(page.locator("#figures")).containsText("2 people, 2 of them can be reached");
        page.locator(SHORT).fill("Keep away from Swansea’s tŷ.");
        assertThat(page.locator("#count-0")).containsText("ŷ (latin small letter y with circumflex)");
        page.locator(SHORT).fill("Keep away from Swansea’s market.");
        assertThat(page.locator("#count-0")).containsText("1 part");
        assertThat(page.locator("#kept")).containsText("Kept at");
        officer.look("compose-editor");

        button(page, "Check").click();
        assertThat(page.getByText("Nothing to mend: it can be submitted.")).isVisible();
        button(page, "Preview").click();
        page.waitForURL(Pattern.compile("/compose/[0-9]+/preview$"));
        assertThat(page.locator(".tocsin-sms").first())
                .containsText("Keep away from Swansea's market. https://alerts.example.test/a/");
        officer.look("compose-preview");
        button(page, "Submit for approval").click();

        AlertView view = submitted(page);
        assertThat(view.submission().orElseThrow().matched()).isEqualTo(2);
        assertThat(view.versions()).hasSize(1);
        assertThat(view.editors()).containsExactly(House.OFFICER);
        assertThat(view.content().variants().getFirst().shortText()).isEqualTo("Keep away from Swansea’s market.");
    }

    @Test
    void nothingBecomesASubmittedAlertWithoutScripts() {
        Page page = begin(screen.staffWithoutScripts(House.OFFICER), "Blank");
        page.locator(EVENT).fill("Road closed");
        page.locator("#f-area-description").fill("Swansea");
        page.locator("#f-severity").selectOption("Minor");
        button(page, "Add other texts for Business").click();
        button(page, "Remove the texts for Public").click();
        page.locator(HEADLINE).fill("Road closed in Swansea");
        page.locator(SHORT).fill("Road closed in Swansea.");
        page.locator("#f-variants-0-description").fill("The road is closed.\nIt opens at noon.");
        button(page, "Push and email only").click();
        assertThat(page.locator("#plan fieldset")).hasCount(2);
        page.locator("#pick-region-wales").check();
        button(page, "Count").click();
        assertThat(page.locator(AUDIENCE)).hasValue("region = wales");
        assertThat(page.locator("#figures"))
                .containsText(Pattern.compile("Only channels that the plan does not use\\s+1"));
        button(page, "Preview").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go back and edit"))
                .click();
        page.locator(HEADLINE).fill("Road closed in Swansea today");
        button(page, "Submit for approval").click();

        AlertView view = submitted(page);
        assertThat(view.versions()).hasSize(2);
        assertThat(view.content().variants().getFirst().tier()).isEqualTo(Tier.BUSINESS);
        assertThat(view.content().variants().getFirst().description())
                .isEqualTo("The road is closed.\nIt opens at noon.");
    }

    @Test
    void whoCannotBeReachedIsCountedByCause() {
        int stopped = house.register(List.of(organisation(7, "scotland", ChannelKind.SMS, "+447700900107")))
                .ordinals()[0];
        House.await(house.installation().engine().endpoint(stopped, 0, true));
        Screen.Person officer = screen.staff(House.OFFICER);
        Page page = begin(officer, "Suspicious item");
        page.locator("#pick-region-scotland").check();

        assertThat(page.locator("#figures")).containsText("1 person, 0 of them can be reached");
        assertThat(page.locator("#figures"))
                .containsText(Pattern.compile("Suppressed on every channel that the plan uses\\s+1"));
        assertThat(page.locator("#figures")).containsText(Pattern.compile("Text message: Stopped by text\\s+1"));
        officer.look("compose-suppressed");
    }

    @Test
    void rubbishComesBackWithItsFaultsAndNothingLost() {
        Screen.Person officer = screen.staff(House.OFFICER);
        Page page = begin(officer, "Suspicious item");
        Map<String, String> typed = new LinkedHashMap<>();
        for (Locator field :
                page.locator("#editor input[type=text], #editor textarea").all()) {
            String rubbish = "<b>\"rubbish\" " + typed.size()
                    + " Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch</b>";
            field.evaluate("(field, value) => { field.value = value; }", rubbish);
            typed.put(field.getAttribute("name"), rubbish);
        }
        button(page, "Submit for approval").click();

        assertThat(page.getByText("There is a problem")).isVisible();
        Object dead = page.evaluate("[...document.querySelectorAll('.govuk-error-summary a')]"
                + ".filter(a => !document.querySelector(a.getAttribute('href'))).length");
        assertThat(page.locator(".govuk-error-summary a").count()).isGreaterThan(10);
        assertThat(dead).isEqualTo(0);
        typed.forEach((name, value) ->
                assertThat(page.locator("[name='" + name + "']").inputValue()).isEqualTo(value));
        officer.look("compose-faults");
    }

    @Test
    void whatWasTypedOutlivesTheHouse() throws IOException {
        Page page = begin(screen.staff(House.OFFICER), "Weekly advice");
        page.locator(EVENT).fill("Advice that outlives the house");
        page.locator("#f-expires").fill("when it is ready");
        assertThat(page.locator("#kept")).containsText("Kept at");
        house.until(() -> page.locator("#revision input").getAttribute("value").equals("2"));
        String path = page.url().replaceFirst("https?://[^/]+", "");
        screen.close();
        house.close();
        house = House.open(directory, Behaviour.perfect());
        screen = Screen.open(house);

        Page later = screen.staff(COLLEAGUE).at(path).page();

        assertThat(later.locator(EVENT)).hasValue("Advice that outlives the house");
        assertThat(later.locator("#f-expires")).hasValue("when it is ready");
    }

    @Test
    void twoOnOneDraftLoseNothing() {
        Page mine = begin(screen.staffWithoutScripts(House.OFFICER), "Weekly advice");
        Page theirs = screen.staffWithoutScripts(COLLEAGUE)
                .at(mine.url().replaceFirst("https?://[^/]+", ""))
                .page();
        theirs.locator(EVENT).fill("Their advice");
        button(theirs, "Save").click();
        mine.locator(EVENT).fill("My advice");
        button(mine, "Save").click();

        assertThat(mine.locator(".govuk-error-summary")).containsText(" saved this draft");
        assertThat(mine.getByText("Their advice")).isVisible();
        assertThat(mine.locator(EVENT)).hasValue("My advice");
        place(mine);
        button(mine, "Submit for approval").click();

        assertThat(submitted(mine).editors()).containsExactly(House.OFFICER, COLLEAGUE);
        assertThat(submitted(mine).content().event()).isEqualTo("My advice");
    }

    @Test
    void theThreatLevelIsSaidInItsCurrentWording() {
        Page page = screen.staff(House.OFFICER).at("/compose").page();
        button(page, "Threat level change").click();
        button(page, "Write the alert").click();
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose the new level");
        page.locator("input[name=from][value=substantial]").check();
        page.locator("input[name=to][value=severe]").check();
        button(page, "Write the alert").click();

        assertThat(page.locator("#f-variants-0-description"))
                .hasValue(Pattern.compile(
                        ".*from SUBSTANTIAL to SEVERE.*SEVERE means an attack is highly likely.*JTAC.*",
                        Pattern.DOTALL));
        page.locator(SHORT).fill("An attack is expected imminently.");
        button(page, "Check").click();
        assertThat(page.locator(".govuk-error-summary")).containsText("withdrawn wording of threat levels");
    }

    @Test
    void anExerciseIsMarkedOnEveryChannel() {
        Page page = begin(screen.staffWithoutScripts(House.OFFICER), "Exercise");
        place(page);
        button(page, "Preview").click();

        String mark = "EXERCISE EXERCISE EXERCISE";
        assertThat(page.locator(".tocsin-phone__text").first())
                .hasText(Pattern.compile("^" + mark + ".*" + mark + "$"));
        assertThat(page.locator(".tocsin-sms").first()).containsText(mark);
        assertThat(page.locator(".tocsin-mail__head").first()).containsText(mark);
        int number = Integer.parseInt(page.url().replaceAll(".*/compose/|/preview", ""));
        assertThat(house.view(number).content().mode()).isEqualTo(Mode.EXERCISE);
    }

    @Test
    void theKeyboardIsEnough() {
        Page page = screen.staff(House.OFFICER).at("/compose").page();
        tabTo(page, "document.activeElement.textContent.trim() === 'Blank'");
        page.keyboard().press("Enter");
        assertThat(page.locator("#editor")).isVisible();
        tabTo(page, "document.activeElement.id === 'f-event'");
        page.keyboard().type("Typed by keyboard");
        String before = page.locator("input[name=page]").getAttribute("value");
        page.keyboard().press("Enter");
        assertThat(page.locator("input[name=page]")).not().hasValue(before);
        assertThat(page.locator(EVENT)).hasValue("Typed by keyboard");
        tabTo(page, "document.activeElement.id === 'pick-region-wales'");
        page.keyboard().press("Space");
        assertThat(page.locator(AUDIENCE)).hasValue("region = wales");
        tabTo(page, "document.activeElement.textContent.trim() === 'Discard this draft'");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("/discard$"));
        tabTo(page, "document.activeElement.textContent.trim() === 'Discard the draft'");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("/compose$"));
        assertThat(page.getByText("Typed by keyboard")).hasCount(0);
    }

    private static void tabTo(Page page, String condition) {
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate(condition))) {
                return;
            }
        }
        throw new AssertionError("no Tab leads to " + condition);
    }

    @Test
    void anAudienceIsTriedOutWithBoxesAndWords() {
        Screen.Person officer = screen.staff(House.OFFICER).at("/audience");
        Page page = officer.page();
        assertThat(page.getByText("Nobody is chosen yet.").first()).isVisible();
        page.locator("#pick-region-wales").check();
        page.locator("#pick-region-london").check();
        assertThat(page.locator(AUDIENCE)).hasValue("region in (london, wales)");
        assertThat(page.locator("#figures")).containsText("3 people, 3 of them can be reached");
        officer.look("audience");
        page.locator(AUDIENCE).fill("region = wales and not size = large");
        assertThat(page.locator("#pick-region-london")).not().isChecked();
        assertThat(page.locator("input[name='leave.size'][value=large]")).isChecked();
        page.locator(AUDIENCE).fill("region = wales or size = large");
        assertThat(page.getByText("says more than the boxes can show")).isVisible();
        page.locator(AUDIENCE).fill("region = wals");
        assertThat(page.locator("#figures")).containsText("wales");
    }

    @Test
    void whatNobodyMaySendIsRefused() {
        Screen.Person officer = screen.staff(House.OFFICER);
        Page page = begin(officer, "Blank");
        String proof = page.locator("#editor input[name=proof]").getAttribute("value");
        FormData forged =
                FormData.create().set("proof", proof).set("parent", "1").set("event", "x");
        APIResponse foreign =
                page.request().post(page.url(), RequestOptions.create().setForm(forged));
        FormData unproven = FormData.create().set("event", "x");
        APIResponse without =
                page.request().post(page.url(), RequestOptions.create().setForm(unproven));
        FormData heavy = FormData.create().set("proof", proof).set("event", "x".repeat(2 << 20));
        APIResponse large =
                page.request().post(page.url(), RequestOptions.create().setForm(heavy));

        assertThat(foreign.status()).isEqualTo(400);
        assertThat(without.status()).isEqualTo(403);
        assertThat(large.status()).isEqualTo(413);
        assertThat(screen.staff(House.ANALYST).at("/compose").page().title()).contains("You cannot do this");
        assertThat(screen.staff(House.OFFICER).at("/compose/999999").page().title())
                .contains("Page not found");
        page.reload();
        assertThat(page.locator(EVENT)).hasValue("");
    }
}

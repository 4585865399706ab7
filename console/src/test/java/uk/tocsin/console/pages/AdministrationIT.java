package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.pages.SignInIT.field;
import static uk.tocsin.console.pages.SignInIT.heading;
import static uk.tocsin.console.pages.SignInIT.press;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.Shift;
import uk.tocsin.control.StaffView;
import uk.tocsin.model.ChannelKind;

/// What two administrators do together, in a real browser.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OpenHouse.class)
class AdministrationIT {
    private static final int SECOND = 6;
    private static final int NEW = 7;

    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), SECOND, -1, true));
        house.must(
                new Act.RolesSet(house.installation().header(House.ADMINISTRATOR), SECOND, Set.of(Role.ADMINISTRATOR)));
        screen = shown;
    }

    private static StaffView member(int staff) {
        return House.await(house.installation().engine().control(state -> state.staff(staff)))
                .orElseThrow();
    }

    private static void steppedUp(Page page) {
        field(page, "Your password, or a code from your authenticator").fill(StaffAccounts.PASSWORD);
        press(page, "Go on");
    }

    /// Of the proposals about the new colleague.
    private static Locator buttons(Page page, String label) {
        return page.locator(".tocsin-panel", new Page.LocatorOptions().setHasText("Staff " + NEW + " "))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label));
    }

    @Test
    void twoAdministratorsBringAColleague() {
        Screen.Person first = screen.staff(House.ADMINISTRATOR).at("/administration");
        Page page = first.page();
        first.look("administration");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Staff").setExact(true))
                .click();
        first.look("administration-staff");
        assertThat(field(page, "Staff number")).hasValue(Integer.toString(NEW));
        field(page, "Your password, or a code from your authenticator").fill(StaffAccounts.PASSWORD);
        press(page, "Add");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose at least one role");
        page.getByLabel("Approver").check();
        press(page, "Add");
        assertThat(page.getByText("waits for a second administrator")).isVisible();
        page.navigate("/administration/proposals");
        assertThat(buttons(page, "Take it back")).hasCount(2);
        first.look("administration-proposals-own");

        Screen.Person second = screen.staffWithoutScripts(SECOND).at("/administration/proposals");
        for (int i = 0; i < 2; i++) {
            buttons(second.page(), "Agree: it is in force at once").first().click();
            if (i == 0) {
                steppedUp(second.page());
            }
            assertThat(second.page().getByText("Your change is in force")).isVisible();
        }
        assertThat(member(NEW).roles()).containsExactly(Role.APPROVER);

        page.navigate("/administration/staff/" + NEW);
        first.look("administration-member");
        press(page, "Make a code");
        String code = page.locator("#code").textContent().strip();
        first.look("administration-code");
        Page enrol = screen.stranger().at("/enrol").page();
        field(enrol, "Code to set up an account").fill(code);
        field(enrol, "Your name").fill("Gwen Ellis");
        field(enrol, "Email address to sign in with").fill("gwen@example.test");
        field(enrol, "Password").fill("nine green kettles");
        press(enrol, "Go on");
        byte[] secret = StaffAccounts.secret(
                enrol.locator(".tocsin-secret").textContent().strip());
        field(enrol, "Code from your authenticator")
                .fill(StaffAccounts.code(secret, house.installation().clock().instant()));
        press(enrol, "Go on");
        assertThat(heading(enrol, "Keep your recovery codes")).isVisible();
        assertThat(member(NEW).enrolling()).isFalse();
        page.navigate("/administration/staff/" + NEW);
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reset their credentials")))
                .isVisible();
    }

    @Test
    void whatDoesNotTakeTwoIsDoneAtOnce() {
        Screen.Person person = screen.staff(House.ADMINISTRATOR).at("/administration/on-call");
        Page page = person.page();
        page.getByLabel("Who").first().selectOption(Integer.toString(House.APPROVER));
        page.getByLabel("From").first().fill("2026-01-05T09:00");
        page.getByLabel("Until").first().fill("2026-01-05T08:00");
        press(page, "Save the rota");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("the end must be after the beginning");
        page.getByLabel("Until").first().fill("");
        press(page, "Save the rota");
        assertThat(page.getByText("Your change is in force")).isVisible();
        person.look("administration-on-call");
        List<Shift> rota = House.await(house.installation().engine().control(ControlState::rota));
        assertThat(rota)
                .hasSize(1)
                .allMatch(shift ->
                        shift.staff() == House.APPROVER && shift.until().isEmpty());
    }

    @Test
    void channelsAreClosedByTwoAndEverythingIsSeen() {
        Screen.Person person = screen.staff(House.ADMINISTRATOR).at("/administration/channels");
        Page page = person.page();
        person.look("administration-channels");
        press(page, "Close: send nothing by text");
        steppedUp(page);
        assertThat(page.getByText("waits for a second administrator")).isVisible();
        boolean open = House.await(house.installation().engine().control(state -> state.isOpen(ChannelKind.SMS)));
        assertThat(open).isTrue();
        for (String path : List.of("templates", "retention", "keys")) {
            page.navigate("/administration/" + path);
            person.look("administration-" + path);
        }
    }

    @Test
    void theAuditIsSearchedProvenAndKept() throws Exception {
        Screen.Person person = screen.staff(SECOND).at("/administration/audit");
        Page page = person.page();
        person.look("audit");
        press(page, "Prove it from the first act");
        assertThat(page.getByText("nothing is proven yet")).isVisible();
        House.await(house.installation().engine().checkpoint());
        press(page, "Prove it from the first act");
        assertThat(page.getByText("1 signed checkpoint vouches for that")).isVisible();
        person.look("audit-proven");
        page.navigate("/administration/audit?kind=RolesSet&person=" + House.OFFICER);
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.navigate("/administration/audit?alert=999999");
        person.look("audit-empty");
        page.navigate("/administration/audit?kind=UserSet");
        Download file = page.waitForDownload(
                () -> page.getByText("Keep these as a file (CSV)").click());
        assertThat(Files.readString(file.path()))
                .startsWith("position,time,actor,name,act,about,verdict")
                .contains("\"User set\"");
        page.navigate("/administration/audit?kind=Noted&person=" + SECOND);
        assertThat(page.locator("tbody")).containsText("Audit exported");
        page.navigate("/administration/audit?from=nonsense");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter a date");
    }
}

package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;

/// Signing in, and what members do with their own account, in a real browser.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OpenHouse.class)
class SignInIT {
    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        screen = shown;
    }

    static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    static void press(Page page, String label) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(label).setExact(true))
                .click();
    }

    static Locator heading(Page page, String words) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(words).setLevel(1));
    }

    static String session(Screen.Person person) {
        return person.context().cookies().stream()
                .filter(each -> each.name.equals("session"))
                .map(each -> each.value)
                .findFirst()
                .orElse("");
    }

    @Test
    void guessesAreSlowedAndTellNothing() {
        StaffAccounts accounts = StaffAccounts.of(house.installation());
        Screen.Person person = screen.stranger();
        Page page = person.page();
        for (String name : List.of(accounts.signInName(House.ANALYST), "nobody@example.test")) {
            String said = "";
            for (int i = 0; i < 5; i++) {
                page.navigate("/sign-in");
                field(page, "Email address").fill(name);
                field(page, "Password").fill("wrong wrong wrong");
                press(page, "Go on");
                said = page.getByRole(AriaRole.ALERT).textContent();
                String expected = i < 4 ? "The email address or the password is wrong" : "too many wrong attempts";
                assertThat(said).contains(expected);
            }
        }
        person.look("sign-in-throttled");
    }

    @Test
    void membersChangeWhatIsTheirsAfterShowingThatItIsThem() {
        Screen.Person person = screen.staff(House.REGISTRAR).at("/me");
        Page page = person.page();
        person.look("me");
        String before = session(person);
        field(page, "New password").fill("four tall ladders");
        press(page, "Change the password");
        assertThat(heading(page, "Show that it is you")).isVisible();
        person.look("step-up");
        field(page, "Your password, or a code from your authenticator").fill("wrong wrong wrong");
        press(page, "Go on");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("neither your password nor a code");
        assertThat(session(person)).isEqualTo(before);
        field(page, "Your password, or a code from your authenticator").fill(StaffAccounts.PASSWORD);
        press(page, "Go on");
        assertThat(page.getByText("Your password is changed, and every other session of yours has ended"))
                .isVisible();
        assertThat(session(person)).isNotEmpty().isNotEqualTo(before);
        person.look("me-done");

        press(page, "Make a token");
        String token = page.locator("#token").textContent().strip();
        assertThat(House.await(house.installation().staff().whose(token))).hasValue(House.REGISTRAR);
        person.look("me-token");
        page.navigate("/me");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Revoke")))
                .click();
        assertThat(House.await(house.installation().staff().whose(token))).isEmpty();

        press(page, "Set up another authenticator");
        assertThat(heading(page, "Set up another authenticator")).isVisible();
        byte[] secret = StaffAccounts.secret(
                page.locator(".tocsin-secret").textContent().strip());
        field(page, "Code from your authenticator").fill("123456");
        press(page, "Go on");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is wrong");
        field(page, "Code from your authenticator")
                .fill(StaffAccounts.code(secret, house.installation().clock().instant()));
        press(page, "Go on");
        assertThat(page.getByText("Your new authenticator is in force")).isVisible();
        press(page, "Make new recovery codes");
        assertThat(page.locator(".tocsin-codes li")).hasCount(10);
        page.navigate("/me");
        press(page, "Sign out everywhere");
        assertThat(page).hasURL(Pattern.compile("/sign-in\\?out=yes$"));
    }

    @Test
    void everythingWorksWithoutScripts() {
        StaffAccounts accounts = StaffAccounts.of(house.installation());
        Screen.Person person = screen.strangerWithoutScripts().at("/me");
        Page page = person.page();
        field(page, "Email address").fill(accounts.signInName(House.OFFICER));
        field(page, "Password").fill(StaffAccounts.PASSWORD);
        page.keyboard().press("Enter");
        field(page, "Code from your authenticator").fill(accounts.code(House.OFFICER));
        page.keyboard().press("Enter");
        assertThat(heading(page, "Your account")).isVisible();
        press(page, "Make new recovery codes");
        field(page, "Your password, or a code from your authenticator").fill(StaffAccounts.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator(".tocsin-codes li")).hasCount(10);
        press(page, "Sign out");
        assertThat(page.getByText("You are signed out")).isVisible();
    }

    @Test
    void whoStaysIsToldTheNewEnd() {
        Screen.Person person = screen.staff(House.APPROVER).at("/");
        Object ends = person.page()
                .evaluate(
                        "async (proof) => (await (await fetch('/stay', {method: 'POST',"
                                + " headers: {Accept: 'application/json'}, body: new URLSearchParams({proof})}))"
                                + ".json()).ends",
                        person.page().locator("#ending").getAttribute("data-proof"));

        assertThat(((Number) ends).longValue())
                .isBetween(
                        house.installation()
                                .clock()
                                .instant()
                                .plusSeconds(3_590)
                                .toEpochMilli(),
                        house.installation()
                                .clock()
                                .instant()
                                .plusSeconds(3_600)
                                .toEpochMilli());
    }
}

package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.pages.SignInIT.field;
import static uk.tocsin.console.pages.SignInIT.heading;
import static uk.tocsin.console.pages.SignInIT.press;
import static uk.tocsin.console.pages.SignInIT.session;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;

/// From the first code of an installation to a session, in a real browser.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OpenHouse.class)
class FirstRunIT {
    private static final String PASSWORD = "seven quiet lamps";
    private static final String FIRST = "first@example.test";

    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        screen = shown;
    }

    /// By the keyboard where something is typed.
    @Test
    void theFirstAdministratorSetsUpAnAccountAndSignsIn() {
        String code =
                House.await(house.installation().accounts().enrolment().first()).orElseThrow();
        Screen.Person person = screen.stranger().at("/first-run");
        Page page = person.page();
        person.look("first-run");
        typed(page, "Code to set up an account", "1-WRONG");
        typed(page, "Your name", "Ada <b>Marsh</b>");
        typed(page, "Email address to sign in with", FIRST);
        typed(page, "Password", PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This code is wrong");
        assertThat(field(page, "Your name")).hasValue("Ada <b>Marsh</b>");
        person.look("enrol-wrong");
        field(page, "Code to set up an account").fill(code);
        field(page, "Password").fill("password1234");
        press(page, "Go on");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("guessed first");
        field(page, "Password").fill(PASSWORD);
        press(page, "Go on");

        assertThat(heading(page, "Set up your authenticator")).isVisible();
        person.look("enrol-secret");
        byte[] secret = StaffAccounts.secret(
                page.locator(".tocsin-secret").textContent().strip());
        typed(page, "Code from your authenticator", "000000");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is wrong");
        typed(
                page,
                "Code from your authenticator",
                StaffAccounts.code(
                        secret, house.installation().clock().instant().minusSeconds(30)));
        page.keyboard().press("Enter");

        assertThat(heading(page, "Keep your recovery codes")).isVisible();
        assertThat(page.locator(".tocsin-codes li")).hasCount(10);
        person.look("recovery-codes");
        String recovery = page.locator(".tocsin-codes li").first().textContent().strip();
        page.getByText("I have kept them: go on").click();
        assertThat(heading(page, "Desk")).isVisible();
        assertThat(page.getByText("Ada <b>Marsh</b>")).isVisible();
        press(page, "Sign out");
        assertThat(page.getByText("You are signed out")).isVisible();
        assertThat(session(person)).isEmpty();
        page.navigate("/first-run");
        assertThat(page).hasURL(Pattern.compile("/sign-in$"));

        signsIn(person, secret, recovery);
    }

    private static void typed(Page page, String label, String text) {
        field(page, label).focus();
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
    }

    private static void signsIn(Screen.Person person, byte[] secret, String recovery) {
        Page page = person.page();
        page.navigate("/me?x=1");
        assertThat(page).hasURL(Pattern.compile("/sign-in\\?to=%2Fme%3Fx%3D1$"));
        person.look("sign-in");
        press(page, "Go on");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter your password");
        typed(page, "Email address", FIRST);
        typed(page, "Password", PASSWORD);
        page.keyboard().press("Enter");
        assertThat(heading(page, "Enter a code")).isVisible();
        person.look("sign-in-code");
        typed(page, "Code from your authenticator", "123");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is wrong");
        typed(
                page,
                "Code from your authenticator",
                StaffAccounts.code(secret, house.installation().clock().instant()));
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/me\\?x=1$"));
        press(page, "Sign out");
        typed(page, "Email address", FIRST);
        typed(page, "Password", PASSWORD);
        page.keyboard().press("Enter");
        typed(page, "Code from your authenticator", recovery);
        page.keyboard().press("Enter");
        assertThat(heading(page, "Desk")).isVisible();
        page.navigate("/me");
        assertThat(page.getByText("9 of 10")).isVisible();
    }
}

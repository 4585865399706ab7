package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.House;

/// The first page that everybody sees.
@ExtendWith(OpenHouse.class)
class DeskIT {
    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        screen = shown;
    }

    @Test
    void anOfficerSeesWhatIsGoingOn() {
        Screen.Person officer = screen.staff(House.OFFICER).at("/");

        assertThat(officer.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Desk")))
                .isVisible();
        assertThat(officer.page().getByText("Nothing waits for a second person."))
                .isVisible();
        officer.look("desk-empty");
    }
}

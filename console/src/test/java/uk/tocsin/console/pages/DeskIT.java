package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.simulator.Behaviour;

/// The first page that everybody sees.
class DeskIT {
    @TempDir
    static Path directory;

    static House house;
    static Screen screen;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(directory, Behaviour.perfect());
        screen = Screen.open(house);
    }

    @AfterAll
    static void close() {
        screen.close();
        house.close();
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

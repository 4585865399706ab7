package uk.tocsin.console.pages;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.control.Act;
import uk.tocsin.control.Role;
import uk.tocsin.simulator.Behaviour;

/// An officer writes an alert: from a template, from nothing, with scripts and without, and loses nothing.
@Timeout(120)
class ComposeIT {
    private static final int COLLEAGUE = 9;

    @TempDir
    static Path directory;

    static House house;
    static Screen screen;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(directory, Behaviour.perfect());
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), COLLEAGUE, -1, true));
        house.must(new Act.RolesSet(
                house.installation().header(House.ADMINISTRATOR), COLLEAGUE, java.util.Set.of(Role.OFFICER)));
        house.register(List.of(
                organisation("london", "retail", "push", "device-1", "07700900101"),
                organisation("wales", "retail", "sms", "", "07700900102"),
                organisation("wales", "food-and-drink", "email", "", "sam@example.test")));
        screen = Screen.open(house);
    }

    @AfterAll
    static void close() {
        screen.close();
        house.close();
    }
}

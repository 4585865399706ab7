package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;
import uk.tocsin.console.imports.ImportPhase;
import uk.tocsin.simulator.Behaviour;

/// Lists that something comes between: a restart, a full disk, a file that is none.
@Timeout(120)
class ImportsIT {
    private static final int ROWS = 12_000;
    /// More than are stored between two looks.
    private static final int MANY = 60_000;
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    @TempDir
    private Path directory;

    @FunctionalInterface
    private interface Scene {
        void play(House house, Screen.Person officer) throws Exception;
    }

    /// Opens the house as it was left, does this in it, and closes it.
    private void open(Scene scene) throws Exception {
        try (House house = House.open(directory, Behaviour.perfect());
                Screen screen = Screen.open(house)) {
            scene.play(house, screen.staff(House.REGISTRAR));
        }
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    private static FilePayload list(int rows) {
        StringBuilder text = new StringBuilder("name,email\n");
        for (int i = 0; i < rows; i++) {
            text.append("Owner ").append(i).append(",owner").append(i).append("@shops.example.test\n");
        }
        return file("people.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void upload(Screen.Person officer, Consumer<Page> choose) {
        officer.at("/register/imports");
        choose.accept(officer.page());
        press(officer, "Upload and check");
    }

    private static void upload(Screen.Person officer, FilePayload file) {
        upload(officer, page -> page.getByLabel("Upload a list").setInputFiles(file));
    }

    private static void press(Screen.Person officer, String button) {
        officer.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static void expect(Screen.Person officer, String phase) {
        assertThat(officer.page().locator(".govuk-tag").getByText(phase)).isVisible(PATIENTLY);
    }

    private static long people(House house) {
        return house.installation().engine().segments().stream()
                .mapToLong(view -> view.everyone().getLongCardinality())
                .sum();
    }

    private static ImportPhase phase(House house) {
        return House.await(house.installation().imports().job(1)).orElseThrow().phase();
    }

    /// Whether some of the list is stored for good; counts show it only when the list is through.
    private boolean isUnderWay() {
        return Files.isRegularFile(directory.resolve("data").resolve("imports").resolve("1.progress"));
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data").resolve("imports"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aListGoesOnWhereARestartCutItShort() throws Exception {
        open((house, officer) -> {
            upload(officer, list(MANY));
            expect(officer, "Waiting");
            press(officer, "Start the import");
            house.until(this::isUnderWay);
        });
        assertThat(kept()).contains("1.csv", "1.progress");

        open((house, officer) -> {
            officer.at("/register/imports/1");
            expect(officer, "Done");
            assertThat(officer.page().locator(".tocsin-figures")).containsText("60,000");
            house.until(() -> people(house) == MANY);
        });
        assertThat(kept()).containsExactly("1.faults.csv");
    }

    @Test
    void aListIsJudgedAgainAfterARestartAndAHalfUploadIsDeleted() throws Exception {
        try (Socket half = new Socket()) {
            open((house, officer) -> {
                upload(officer, list(ROWS));
                halfUpload(house, half);
                assertThat(phase(house)).isIn(ImportPhase.JUDGING, ImportPhase.JUDGED);
            });
        }

        open((house, officer) -> {
            officer.at("/register/imports/1");
            expect(officer, "Waiting");
            assertThat(kept()).containsExactly("1.csv", "1.faults.csv");
            assertThat(people(house)).isZero();
            press(officer, "Discard the list");
            assertThat(officer.page().getByText("The list was deleted")).isVisible();
            assertThat(kept()).containsExactly("1.faults.csv");
        });
    }

    /// Sends the first bytes of a file, and leaves it at that.
    private void halfUpload(House house, Socket socket) throws Exception {
        int before = kept().size();
        String token = StaffAccounts.of(house.installation()).token(House.REGISTRAR);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), house.apiPort()));
        OutputStream out = socket.getOutputStream();
        out.write(("POST /register/imports HTTP/1.1\r\nHost: 127.0.0.1:" + house.apiPort() + "\r\nCookie: session="
                        + token + "\r\nContent-Length: 100000\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"
                        + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\nname,email\n" + "a,a@example.test\n".repeat(1_000))
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        house.until(() -> kept().size() > before);
    }

    @Test
    void whatStoppedGoesOnWhenSomebodySaysSo() throws Exception {
        open((house, officer) -> {
            Path inTheWay = house.installation().imports().folder().resolve("1.progress");
            upload(officer, list(ROWS));
            expect(officer, "Waiting");
            Files.createDirectories(inTheWay.resolve("more"));
            press(officer, "Start the import");
            expect(officer, "Stopped");
            officer.look("import-stopped");
            assertThat(phase(house)).isEqualTo(ImportPhase.STOPPED);

            Files.delete(inTheWay.resolve("more"));
            Files.delete(inTheWay);
            press(officer, "Go on with the import");
            expect(officer, "Done");
            house.until(() -> people(house) == ROWS);
        });
    }

    @Test
    void whatIsNoListIsRefusedInWords() throws Exception {
        open((house, officer) -> {
            Path large = directory.resolve("large.csv");
            try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
                sparse.setLength(5L << 30);
            }
            upload(officer, page -> page.getByLabel("Upload a list").setInputFiles(large));
            assertThat(officer.page().locator("h1")).hasText("This file is too large");
            assertThat(officer.page().getByText("can have 4 GB at most")).isVisible();
            officer.look("import-too-large");
            Files.delete(large);

            byte[] sheet = {'P', 'K', 3, 4, 20, 0, 8, 8, 8, 0, (byte) 0xE2, (byte) 0x80};
            byte[] nothing = {};
            byte[] words = "%PDF-1.7 is no list\n".getBytes(StandardCharsets.US_ASCII);
            for (byte[] none : List.of(sheet, nothing, words)) {
                upload(officer, file("people.csv", none));
                expect(officer, "Unreadable");
                assertThat(officer.page().locator(".govuk-warning-text")).isVisible();
            }
            upload(officer, file("people.jsonl", words));
            expect(officer, "Waiting");
            assertThat(officer.page().locator("tbody")).containsText("Whole row");
            press(officer, "Discard the list");
            assertThat(officer.page().getByText("The list was deleted")).isVisible();
            assertThat(people(house)).isZero();
        });
    }
}

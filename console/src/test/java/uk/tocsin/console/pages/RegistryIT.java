package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.House;
import uk.tocsin.console.api.AuditLog;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.control.Act;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;
import uk.tocsin.shard.ShardRecord;

/// What register officers do, from end to end.
@Timeout(120)
@ExtendWith(OpenHouse.class)
class RegistryIT {
    private static final int SECOND = 6;
    private static final String HEAD =
            "organisation_id,organisation,sector,size,address,postcode,person,name,email,phone,consent_time,consent_wording\n";

    static House house;
    static Screen screen;
    static int kim;
    static int lee;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        screen = shown;
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), SECOND, -1, true));
        house.must(new Act.RolesSet(
                house.installation().header(House.ADMINISTRATOR), SECOND, Set.of(Role.REGISTER_OFFICER)));
        int[] ordinals = house.register(List.of(cafe())).ordinals();
        kim = ordinals[0];
        lee = ordinals[1];
    }

    private static Organisation cafe() {
        UUID id = new UUID(0x7A11L, 0x9E3779B97F4A7C15L);
        Premises site = new Premises(
                id,
                "The Green Café",
                "Station kiosk",
                "1 High Street, Camden",
                "NW1 8AB",
                51.54,
                -0.14,
                List.of(),
                List.of());
        Consent given = new Consent(
                Consent.Purpose.ALERTS, true, 2, Instant.parse("2026-05-01T09:00:00Z"), Consent.Source.PAGE);
        return new Organisation(
                id,
                List.of(Organisation.Premises.of(site)),
                List.of(
                        person("Kim Okafor", "kim", "+447700900011", given),
                        person("Lee Pryce", "lee", "+447700900012", given)));
    }

    private static Organisation.Person person(String name, String mail, String phone, Consent given) {
        return new Organisation.Person(
                name,
                Tier.BUSINESS,
                Language.EN,
                new int[0],
                List.of(
                        new Organisation.Address(ChannelKind.EMAIL, mail + "@cafe.example.test"),
                        new Organisation.Address(ChannelKind.SMS, phone)),
                new int[] {0},
                Preferences.ALL,
                List.of(given));
    }

    private static long noted(Note kind, int subject) {
        return House.await(new AuditLog(house.installation()).read(0, 1000, (_, act) -> act)).stream()
                .filter(act -> act instanceof Act.Noted noted && noted.kind() == kind && noted.subject() == subject)
                .count();
    }

    private static void find(Screen.Person officer, String text) {
        officer.at("/register").page().getByLabel("Find a person").fill(text);
        button(officer, "Find").click();
    }

    private static Locator button(Screen.Person person, String name) {
        return person.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Screen.Person person, String name) {
        return person.page()
                .getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void aPersonIsFoundOpenedAndTheirAddressUsedAgain() {
        House.await(house.installation()
                .engine()
                .change(
                        Shards.shardOf(kim),
                        new ShardRecord.EndpointSuppressed(
                                Shards.slotOf(kim), 1, SuppressionCause.STOPPED, Long.MAX_VALUE)));
        Screen.Person officer = screen.staff(House.REGISTRAR);
        find(officer, "nobody@example.test");
        assertThat(officer.page().getByText("Nobody in the register")).isVisible();
        assertThat(officer.page().getByLabel("Find a person")).hasValue("nobody@example.test");
        officer.look("register-empty-search");
        find(officer, "what");
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("Enter an email address");
        officer.at("/register");
        assertThat(officer.page().getByText("Stopped by text")).isVisible();
        officer.look("register");

        find(officer, "07700 900 011");
        assertThat(heading(officer, "Kim Okafor")).isVisible();
        Assertions.assertThat(officer.page().url()).endsWith("/register/people/" + kim);
        Assertions.assertThat(noted(Note.RECORD_READ, kim)).isOne();
        assertThat(officer.page().getByText("k•••@cafe.example.test")).isVisible();
        assertThat(officer.page().getByText("kim@cafe.example.test")).hasCount(0);
        officer.look("person");
        button(officer, "Show addresses in full").click();
        assertThat(officer.page().getByText("kim@cafe.example.test")).isVisible();
        Assertions.assertThat(noted(Note.RECORD_READ, kim)).isEqualTo(2);

        button(officer, "Use it again").click();
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("Choose an address");
        officer.look("person-faults");
        officer.page().getByLabel("•••").check();
        officer.page()
                .getByLabel("Why", new Page.GetByLabelOptions().setExact(true))
                .fill("File 12: they asked by phone");
        button(officer, "Use it again").click();
        assertThat(officer.page().getByText("The address is used again")).isVisible();
        house.until(() ->
                House.await(house.installation().engine().suppressions(kim)).isEmpty());
        Download data =
                officer.page().waitForDownload(() -> button(officer, "Download").click());
        Assertions.assertThat(data.suggestedFilename()).isEqualTo("subscriber-" + kim + ".json");
        Assertions.assertThat(noted(Note.EXPORTED, kim)).isOne();
    }

    @Test
    void oneSponsorsAndAnotherDecides() {
        Screen.Person one = screen.staff(House.REGISTRAR).at("/register/vetting");
        assertThat(one.page().getByText("Nobody waits.")).isVisible();
        one.at("/register/people/" + lee);
        one.page().getByLabel("CT specialist").check();
        one.page().getByLabel("Where the evidence lies").fill("File 2026/114");
        button(one, "Put forward").click();
        assertThat(one.page().getByText("They are put forward. A colleague decides."))
                .isVisible();
        one.at("/register/vetting/" + lee);
        assertThat(one.page().getByText("You put them forward: somebody else decides."))
                .isVisible();

        Screen.Person other = screen.staff(SECOND).at("/register/vetting");
        other.look("vetting");
        other.page().getByText("Subscriber " + lee).click();
        assertThat(other.page().getByText("File 2026/114")).isVisible();
        button(other, "Decide").click();
        assertThat(other.page().getByRole(AriaRole.ALERT).first()).containsText("Choose whether to grant it");
        other.page()
                .getByLabel("Grant it", new Page.GetByLabelOptions().setExact(true))
                .check();
        other.page().getByLabel("Last day, if you grant it").fill("2026-01-01");
        button(other, "Decide").click();
        assertThat(other.page().getByRole(AriaRole.ALERT).first()).containsText("today or later");
        assertThat(other.page().getByLabel("Grant it", new Page.GetByLabelOptions().setExact(true)))
                .isChecked();
        other.look("decision-faults");
        other.page()
                .getByLabel("Last day, if you grant it")
                .fill(house.installation()
                        .clock()
                        .instant()
                        .plusSeconds(10 * 86_400)
                        .toString()
                        .substring(0, 10));
        button(other, "Decide").click();
        assertThat(other.page().getByText("The tier was granted.")).isVisible();
        assertThat(other.page().getByText("Subscriber " + lee)).isVisible();
        house.until(() -> house.installation().engine().tier(lee) == Tier.CT);

        one.at("/register/people/" + lee);
        one.page().getByLabel("Reason for taking it away").fill("File 2026/115");
        button(one, "Take the tier away").click();
        assertThat(one.page().getByText("The tier was taken away.")).isVisible();
        house.until(() -> house.installation().engine().tier(lee) == Tier.BUSINESS);
    }

    private static int alone(long id, String name, String mail) {
        return house.register(List.of(new Organisation(
                        new UUID(0x7A13L, id),
                        List.of(),
                        List.of(new Organisation.Person(
                                name,
                                Tier.PUBLIC,
                                Language.EN,
                                new int[0],
                                List.of(new Organisation.Address(ChannelKind.EMAIL, mail)),
                                new int[0])))))
                .ordinals()[0];
    }

    @Test
    void aPersonIsSuspendedAndReinstated() {
        int one = alone(3, "Sus Pended", "sus@example.test");
        Screen.Person officer = screen.staff(House.REGISTRAR).at("/register/people/" + one);
        button(officer, "Suspend").click();
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("Enter why they are suspended");
        officer.page().getByLabel("Why they are suspended").fill("File 7: not who they said");
        button(officer, "Suspend").click();
        assertThat(officer.page().getByText("They are suspended. They get nothing"))
                .isVisible();
        assertThat(officer.page().getByText("File 7: not who they said")).isVisible();
        assertThat(button(officer, "Compare")).hasCount(0);
        officer.look("person-suspended");
        officer.at("/register");
        assertThat(officer.page().getByText("Subscriber " + one)).isVisible();
        officer.look("register-suspended");
        officer.at("/register/people/" + one);
        officer.page().getByLabel("Why they are reinstated").fill("File 8: it was them");
        button(officer, "Reinstate").click();
        assertThat(officer.page().getByText("They get alerts again, and are told so."))
                .isVisible();
        assertThat(button(officer, "Suspend")).isVisible();
    }

    @Test
    void twoRecordsOfOnePersonBecomeOne() {
        int one = alone(4, "Twi Ce", "twi@example.test");
        int other = alone(5, "", "ce@example.test");
        Screen.Person officer = screen.staff(House.REGISTRAR).at("/register/people/" + one);
        officer.page().getByLabel("Number of the other record").fill("999999999");
        button(officer, "Compare").click();
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("Nobody in the register");
        officer.look("merge-nobody");
        officer.page().getByLabel("Number of the other record").fill(Integer.toString(other));
        button(officer, "Compare").click();
        assertThat(officer.page().getByText("Goes: subscriber " + other)).isVisible();
        officer.look("merge");
        button(officer, "Make them one").click();
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("Confirm that both are the same");
        officer.page().getByLabel("Yes, both records").check();
        button(officer, "Make them one").click();
        assertThat(officer.page().getByText("The two records are one now: this one."))
                .isVisible();
        assertThat(officer.page().getByText("c•••@example.test")).isVisible();
        officer.at("/register/people/" + other);
        Assertions.assertThat(officer.page().url()).contains("/register/people/" + one);
    }

    @Test
    void aPersonIsForgottenWithoutScripts() {
        int gone = house.register(List.of(new Organisation(
                        new UUID(0x7A12L, 77),
                        List.of(),
                        List.of(new Organisation.Person(
                                "Gone Soon",
                                Tier.PUBLIC,
                                Language.EN,
                                new int[0],
                                List.of(new Organisation.Address(ChannelKind.EMAIL, "gone@example.test")),
                                new int[0])))))
                .ordinals()[0];
        Screen.Person officer = screen.staffWithoutScripts(House.REGISTRAR);
        find(officer, Integer.toString(gone));
        button(officer, "Forget this person").click();
        assertThat(officer.page()
                        .getByText("Enter the number " + gone + " to confirm")
                        .first())
                .isVisible();
        officer.page().getByLabel("Enter the number " + gone).fill(Integer.toString(gone));
        button(officer, "Forget this person").click();
        assertThat(officer.page().getByText("The person was forgotten.")).isVisible();
        Assertions.assertThat(noted(Note.ERASED, gone)).isOne();
        find(officer, "gone@example.test");
        assertThat(officer.page().getByText("Nobody in the register")).isVisible();
    }

    private static FilePayload list(String name, int rows) {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < rows; i++) {
            text.append("s")
                    .append(i)
                    .append(",Shop ")
                    .append(i)
                    .append(",food-and-drink,micro,")
                    .append(i)
                    .append(" Low Street,NW1 8AB,,Owner ")
                    .append(i)
                    .append(",owner")
                    .append(i)
                    .append("@shops.example.test,,2026-05-01,2\n");
        }
        text.append("s9,Shop 9,food-and-drnk,micro,9 Low Street,NW1 8AB,,Nobody,nobody@shops.example.test,,,\n");
        text.append("s8,Shop 8,food-and-drink,micro,8 Low Street,NW1 8AB,,Nobody,,,,\n");
        return new FilePayload(name, "text/csv", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void upload(Screen.Person officer, FilePayload file) {
        officer.at("/register/imports").page().getByLabel("Upload a list").setInputFiles(file);
        button(officer, "Upload and check").click();
    }

    @Test
    void aListIsCheckedThenStored() throws Exception {
        Screen.Person officer = screen.staff(House.REGISTRAR).at("/register/imports");
        button(officer, "Upload and check").click();
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("Choose a file");
        officer.look("imports");
        upload(officer, new FilePayload("list.xlsx", "text/csv", new byte[] {1}));
        assertThat(officer.page().getByRole(AriaRole.ALERT).first()).containsText("must end in .csv or .jsonl");
        upload(officer, new FilePayload("list.csv", "text/csv", "nonsense\n1\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(officer.page().locator(".govuk-tag").getByText("Unreadable")).isVisible();
        officer.look("import-unreadable");

        int rows = 30_000;
        upload(officer, list("shops.csv", rows));
        assertThat(officer.page().getByText("Start the import"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(heading(officer, "Faults")).isVisible();
        officer.look("import-faults");
        Download faults = officer.page()
                .waitForDownload(
                        () -> officer.page().getByText("Download all faults").click());
        Assertions.assertThat(Files.readAllLines(faults.path()))
                .hasSize(3)
                .contains("30002,sector,is not a sector of the taxonomy");
        long before = house.installation().engine().segments().stream()
                .mapToLong(view -> view.everyone().getLongCardinality())
                .sum();
        button(officer, "Start the import").click();
        assertThat(officer.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
        officer.look("import-running");
        assertThat(officer.page().locator(".govuk-tag").getByText("Done"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(officer.page().getByText("30,000").first()).isVisible();
        officer.look("import-done");
        house.until(() -> house.installation().engine().segments().stream()
                        .mapToLong(view -> view.everyone().getLongCardinality())
                        .sum()
                == before + rows);
        officer.at("/register/imports").look("imports-past");
        try (var files = Files.list(house.installation().imports().folder())) {
            Assertions.assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .as("the list itself is gone")
                    .noneMatch(name -> name.endsWith(".csv") && !name.contains("faults"));
        }
    }

    @Test
    void anAnalystGetsNoneOfIt() {
        Screen.Person analyst = screen.staff(House.ANALYST);
        for (String path : List.of("/register", "/register/people/" + kim, "/register/vetting", "/register/imports")) {
            Response answer = Objects.requireNonNull(analyst.page().navigate(path));
            Assertions.assertThat(answer.status()).isEqualTo(403);
        }
        long before = noted(Note.RECORD_READ, kim);
        Optional<Integer> status = Optional.of(analyst.context()
                .request()
                .post(
                        "/register/imports",
                        RequestOptions.create().setMultipart(FormData.create().set("file", list("shops.csv", 1))))
                .status());
        Assertions.assertThat(status).contains(403);
        Assertions.assertThat(noted(Note.RECORD_READ, kim)).isEqualTo(before);
    }
}

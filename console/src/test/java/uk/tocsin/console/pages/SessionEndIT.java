package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.Session;
import uk.tocsin.console.accounts.StaffAccounts;
import uk.tocsin.simulator.Behaviour;

/// Sessions end by time, over real HTTP and before a real browser: what was asked for is gone back to, and what was
/// typed is not lost.
@Timeout(120)
class SessionEndIT {
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// The system's clock, moved on.
    private static final class Moved extends Clock {
        private volatile Duration by = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return Clock.systemUTC().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }
    }

    private static final Moved CLOCK = new Moved();

    @TempDir
    static Path directory;

    static House house;
    static Screen screen;
    static StaffAccounts accounts;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(directory, Behaviour.perfect(), Map.of(), CLOCK);
        screen = Screen.open(house);
        accounts = StaffAccounts.of(house.installation());
    }

    @AfterAll
    static void close() {
        screen.close();
        house.close();
    }

    @BeforeEach
    void enrol() {
        accounts.signInName(House.OFFICER);
    }

    private static void pass(Duration time) {
        CLOCK.by = CLOCK.by.plus(time);
    }

    private static HttpRequest.Builder at(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.apiPort() + path))
                .header("Cookie", "session=" + token);
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return CLIENT.send(at(path, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String token, String body) throws Exception {
        return CLIENT.send(
                at(path, token)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static String proof(String page) {
        return PROOF.matcher(page)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
    }

    private static void signIn(Page page) {
        page.getByLabel("Email address").fill(accounts.signInName(House.OFFICER));
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(StaffAccounts.PASSWORD);
        page.keyboard().press("Enter");
        page.getByLabel("Code from your authenticator").fill(accounts.code(House.OFFICER));
        page.keyboard().press("Enter");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static Page blank(Screen.Person officer) {
        Page page = officer.at("/compose").page();
        press(page, "Blank");
        assertThat(page.locator("#f-event")).isVisible();
        return page;
    }

    @Test
    void anHourOfNothingEndsAtTheSignInPageWithTheWayBack() throws Exception {
        String token = accounts.token(House.OFFICER);
        pass(Session.IDLE.minusSeconds(30));
        assertThat(get("/alerts?status=draft", token).statusCode()).isEqualTo(200);
        pass(Session.IDLE);
        HttpResponse<String> ended = get("/alerts?status=draft", token);

        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(location(ended))
                .isEqualTo("/sign-in?to=" + URLEncoder.encode("/alerts?status=draft", StandardCharsets.UTF_8));
    }

    @Test
    void pagesThatAskByThemselvesDoNotCountAsDoingSomething() throws Exception {
        String token = accounts.token(House.OFFICER);
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> answer = CLIENT.send(
                    at("/", token).header("X-By-Itself", "1").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            pass(Duration.ofMinutes(10));
        }

        assertThat(get("/", token).statusCode()).isEqualTo(303);
    }

    @Test
    void sixHoursEndItWhateverIsDone() throws Exception {
        String token = accounts.token(House.OFFICER);
        Instant end = CLOCK.instant().plus(Session.LONGEST);
        while (CLOCK.instant().plus(Duration.ofMinutes(50)).isBefore(end)) {
            pass(Duration.ofMinutes(50));
            assertThat(get("/", token).statusCode()).isEqualTo(200);
        }
        assertThat(get("/", token).body()).contains("You are signed out at " + Text.clock(end) + " in any case");
        pass(Duration.between(CLOCK.instant(), end));

        assertThat(location(get("/", token))).isEqualTo("/sign-in");
    }

    @Test
    void whatWasTypedIsSentAgainAfterSigningIn() throws Exception {
        String token = accounts.token(House.OFFICER);
        String proof = proof(get("/compose", token).body());
        pass(Session.IDLE);
        HttpResponse<String> ended = post("/alerts/1/return", token, "proof=" + proof + "&once=7&return-reason=a+%3Cb");

        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(ended.body())
                .contains("name=\"return-reason\" value=\"a &lt;b\"")
                .contains("name=\"proof\" value=\"" + proof + "\"")
                .contains("action=\"/alerts/1/return\"");
        HttpResponse<String> foreign = CLIENT.send(
                at("/alerts/1/return", token)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "https://evil.example.test")
                        .POST(HttpRequest.BodyPublishers.ofString("return-reason=theirs"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(foreign.body()).doesNotContain("theirs");
    }

    /// Without scripts: nobody keeps what is typed but the page.
    @Test
    void aReaderWithoutScriptsLosesNothing() {
        Screen.Person officer = screen.staffWithoutScripts(House.OFFICER);
        Page page = blank(officer);
        page.locator("#f-event").fill("Lost dog");
        pass(Session.IDLE);
        press(page, "Save");

        assertThat(page.locator("h1")).hasText("You are signed out");
        officer.look("signed-out");
        Page beside = officer.context()
                .waitForPage(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                        .click());
        signIn(beside);
        assertThat(beside.locator("h1")).hasText("Desk");
        press(page, "Send it again");
        assertThat(page.locator("#f-event")).hasValue("Lost dog");
        assertThat(page.locator("h1")).not().hasText("You are signed out");
    }

    @Test
    void withoutScriptsTheWarningComesByItselfAndTheSessionGoesOn() {
        Screen.Person officer = screen.staffWithoutScripts(House.OFFICER).at("/");
        Page page = officer.page();
        String until = Text.clock(CLOCK.instant().plus(Session.IDLE).plus(Duration.ofMinutes(50)));
        assertThat(page.locator(".tocsin-ending--later")).isHidden();
        pass(Duration.ofMinutes(50));
        hurry(officer, 100_000);

        assertThat(page.locator(".tocsin-ending--later")).isVisible();
        officer.look("session-ending-plain");
        Page beside = officer.context().waitForPage(() -> press(page, "Stay signed in"));
        assertThat(beside.locator("h1")).hasText("You are still signed in");
        assertThat(beside.locator("footer")).containsText("You are signed out at " + until);
    }

    /// Lets the time of styles pass so many times as fast.
    private static void hurry(Screen.Person person, int times) {
        CDPSession session = person.context().newCDPSession(person.page());
        session.send("Animation.enable");
        JsonObject rate = new JsonObject();
        rate.addProperty("playbackRate", times);
        session.send("Animation.setPlaybackRate", rate);
    }

    @Test
    void theWarningIsOnThePageAndWhoStaysGoesOn() {
        Screen.Person officer = signedInAtTheServersTime();
        Page page = officer.page();
        move(page, Duration.ofMinutes(54));
        assertThat(page.locator("#ending")).isHidden();
        move(page, Duration.ofMinutes(2));

        assertThat(page.locator("#ending")).containsText(Pattern.compile("You will be signed out in [45] minutes\\."));
        officer.look("session-ending");
        press(page, "Stay signed in");
        assertThat(page.locator("#ending")).isHidden();
        move(page, Duration.ofMinutes(50));
        assertThat(page.locator("#ending")).isHidden();
        page.navigate("/");
        assertThat(page.locator("h1")).hasText("Desk");
    }

    @Test
    void whoSignsInBesideGoesOnWhereTheyWere() {
        Screen.Person officer = signedInAtTheServersTime();
        Page page = blank(officer);
        move(page, Duration.ofMinutes(61));
        assertThat(page.locator("#ending")).containsText("What you typed is still here");
        page.locator("#f-event").fill("Lost dog");
        Page beside =
                officer.context().waitForPage(() -> page.locator("#ending a").click());
        signIn(beside);
        assertThat(beside.locator("h1")).hasText("Desk");
        beside.close();
        page.evaluate("dispatchEvent(new Event('focus'))");

        assertThat(page.locator("#ending")).isHidden();
        press(page, "Save");
        assertThat(page.locator("#f-event")).hasValue("Lost dog");
        assertThat(page.locator("h1")).not().hasText("You are signed out");
    }

    /// A browser whose clock is the server's.
    private static Screen.Person signedInAtTheServersTime() {
        Screen.Person officer = screen.stranger();
        officer.page()
                .clock()
                .install(new com.microsoft.playwright.Clock.InstallOptions()
                        .setTime(CLOCK.instant().toEpochMilli()));
        officer.context()
                .addCookies(List.of(new Cookie("session", accounts.token(House.OFFICER))
                        .setUrl("http://127.0.0.1:" + house.apiPort())));
        return officer.at("/");
    }

    private static void move(Page page, Duration time) {
        pass(time);
        page.clock().fastForward(time.toMillis());
    }
}

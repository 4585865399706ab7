package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.console.House;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.control.Act;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Tier;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.simulator.Behaviour;

/// What strangers, the careless and the hostile send to the pages on which people join and change: a clear answer,
/// nothing half done, and nothing learnt about anybody. Each test has people of its own.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.Random.class)
class SelfServiceBadInputIT {
    private static final int PEOPLE = 60;

    @TempDir
    static Path directory = Path.of("");

    private static House house;
    private static Visitor visitor;
    private static int[] ordinals = {};
    private static int next;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(directory, Behaviour.perfect());
        visitor = new Visitor(house.edge().port());
        People people = new People(house.installation().taxonomy());
        List<Organisation> all = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Tier tier = i % 2 == 0 ? Tier.PUBLIC : Tier.BUSINESS;
            all.add(people.one(tier, Language.EN, ChannelKind.SMS, ChannelKind.EMAIL));
        }
        ordinals = house.register(all).ordinals();
    }

    @AfterAll
    static void close() {
        visitor.close();
        house.close();
    }

    // ---- helpers

    private static int somebody() {
        return next++;
    }

    private static String link(NoticeKind kind, int person, int endpoint, Duration until) {
        Instant expires = Instant.now().plus(until);
        return "/n/"
                + house.installation().keys().tokens().url(NoticeToken.of(kind, ordinals[person], endpoint, expires));
    }

    private static Browser signedIn(int person) throws Exception {
        Browser browser = new Browser(house.edge().port());
        browser.open(link(NoticeKind.SIGN_IN, person, 1, Duration.ofMinutes(15)));
        return browser.submit("/n/", "kind", "yes");
    }

    private static Contact contact(int person) {
        Contacts contacts = new Contacts(
                house.installation().register(), house.installation().vault());
        return House.await(contacts.of(ordinals[person])).orElseThrow();
    }

    private static Map<String, String> member(String mail) {
        Map<String, String> form = new HashMap<>();
        form.put("as", "person");
        form.put("name", "Sam Jones");
        form.put("email", mail);
        form.put("mobile", "");
        form.put("language", "en");
        form.put("region-london", "yes");
        form.put("minimum", "Unknown");
        form.put("quiet", "none");
        form.put("agree", "yes");
        return form;
    }

    private static HttpResponse<String> ours(String path, Map<String, String> form) throws Exception {
        return visitor.form(path, form, "Origin", House.PUBLIC);
    }

    // ---- nothing can be learnt

    @Test
    void nobodyLearnsWhetherAnAddressIsKnown() throws Exception {
        String known = People.mail(somebody() + 10); // two digits, like the unknown one
        String unknown = "nobody77@example.test";
        assertThat(known).hasSameSizeAs(unknown);
        same(ours("/join/check", member(known)), ours("/join/check", member(unknown)), known, unknown);
        same(ours("/sign-in", Map.of("address", known)), ours("/sign-in", Map.of("address", unknown)), known, unknown);
        Map<String, String> code = Map.of("address", known, "code", "123456");
        Map<String, String> other = Map.of("address", unknown, "code", "123456");
        for (int i = 0; i < 8; i++) {
            same(ours("/code", code), ours("/code", other), known, unknown);
        }
    }

    private static void same(HttpResponse<String> known, HttpResponse<String> unknown, String a, String b) {
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(known.headers().map()).isEqualTo(unknown.headers().map());
        assertThat(known.body().replace(a, "?")).isEqualTo(unknown.body().replace(b, "?"));
    }

    @Test
    void theTimeOfAnAnswerTellsNothingEither() throws Exception {
        int pairs = 20;
        long[] known = new long[pairs];
        long[] unknown = new long[pairs];
        for (int i = 0; i < pairs; i++) {
            known[i] = nanos(People.mail(40 + i));
            unknown[i] = nanos("unknown" + i + "@example.test");
        }
        assertThat(Math.abs(median(known) - median(unknown))).isLessThan(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private static long nanos(String mail) throws Exception {
        long began = System.nanoTime();
        assertThat(ours("/sign-in", Map.of("address", mail)).statusCode()).isEqualTo(200);
        return System.nanoTime() - began;
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    @Test
    void theOwnerOfAnAddressIsToldAndNoMoreThanFiveTimesAnHour() throws Exception {
        int person = somebody();
        try (Phone phone = new Phone(house, 100 + person, People.mail(person), "")) {
            for (int i = 0; i < 8; i++) {
                assertThat(ours("/join/check", member(People.mail(person))).statusCode())
                        .isEqualTo(303);
            }
            String told = phone.newest("email", 1);
            assertThat(told).contains("which is yours already");
            assertThat(visitor.get(Phone.link(told)).body()).contains("Nothing has changed", "/sign-in");
            house.until(() -> house.simulator().idle());
            // another five cannot come: the hour has not passed
            assertThat(phone.messages("email").size()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void oneClientCannotHaveMessagesSentToTheWholeCountry() throws Exception {
        int slowed = 0;
        for (int i = 0; i < 70; i++) {
            Map<String, String> form = Map.of("address", "made-up-" + i + "@example.test");
            HttpResponse<String> answer =
                    visitor.form("/sign-in", form, "Origin", House.PUBLIC, "X-Forwarded-For", "198.51.100.77");
            assertThat(answer.statusCode()).isIn(200, 429);
            slowed += answer.statusCode() == 429 ? 1 : 0;
        }
        assertThat(slowed).isBetween(5, 10);
        assertThat(visitor.get("/sign-in", "X-Forwarded-For", "198.51.100.77").statusCode())
                .isEqualTo(200);
    }

    // ---- what is filled in

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "name, 'Sam\r\nBcc: eve@example.test'",
        "name, 'Sam\u202Eevil'",
        "email, 'sam@example.test\r\nBcc: eve@example.test'",
        "email, 'sam@ex\u0430mple.test'",
        "email, 'not an address'",
        "email, ''",
        "mobile, '+33 6 12 34 56 78'",
        "mobile, '020 7946 0000'",
        "language, 'xx'",
        "minimum, 'Lots'",
        "quiet, 'always'",
        "agree, -",
        "region-london, -",
        "region-atlantis, 'yes'",
    })
    void whatIsWrongIsSaidAtItsFieldAndNothingIsKept(String field, String value) throws Exception {
        long before = taken();
        Map<String, String> form = member("careful@example.test");
        if ("-".equals(value)) {
            form.remove(field);
        } else {
            form.put(field, value == null ? "" : value);
        }
        HttpResponse<String> answer = ours("/join/check", form);
        String at = field.startsWith("region-") ? "region" : field;
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "<title>Error: ",
                        "govuk-error-summary",
                        "href=\"#" + at + "\"",
                        "id=\"" + at + "\"",
                        "id=\"" + at + "-error\"",
                        at + "-error\"")
                .containsPattern("aria-describedby=\"[^\"]*" + at + "-error");
        assertThat(taken()).isEqualTo(before);
    }

    private static long taken() {
        return ordinals.length + house.installation().engine().count(new uk.tocsin.model.Audience.Everyone());
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        Map<String, String> form = member("long@example.test");
        form.put("name", "x".repeat(101));
        assertThat(ours("/join/check", form).body()).contains("Enter something shorter");
        form.put("name", "x".repeat(100_000));
        assertThat(ours("/join/check", form).statusCode()).isEqualTo(413);
        form.put("name", "Sam"); // a body that nobody reads ends the connection
        assertThat(ours("/join/" + "x".repeat(80), form).statusCode()).isEqualTo(404);
        assertThat(visitor.get("/sign-in?lang=" + "x".repeat(2000)).statusCode())
                .isEqualTo(414);
    }

    /// A connection that ended with something unread would be reset, which can take the answer with it.
    @Test
    void aRefusalArrivesThoughMoreWasSentThanIsRead() throws Exception {
        String form = "POST /join/check HTTP/1.1\r\nHost: alerts.example.test\r\nContent-Length: 100000\r\n\r\n";
        assertThat(answered(form, "x".repeat(100_000))).contains(" 413 ");
        assertThat(answered("GET /sign-in?lang=" + "x".repeat(100_000), "")).contains(" 414 ");
        assertThat(answered("GET /sign-in HTTP/1.1\r\nX: " + "x".repeat(100_000), ""))
                .contains(" 431 ");
    }

    /// The first line of the answer to something, and to what is sent when it is there, until the connection ends.
    private static String answered(String begin, String more) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), house.edge().port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            String first = in.readLine();
            for (int i = 0; i < more.length(); i += 1000) {
                out.write(more.substring(i, i + 1000).getBytes(StandardCharsets.US_ASCII));
            }
            while (in.readLine() != null) {
                // until the end
            }
            return first;
        }
    }

    @Test
    void whatIsNoFormOfOursIsRefused() throws Exception {
        Map<String, String> form = member("forged@example.test");
        for (String origin : List.of("https://evil.example.test", "null", House.PUBLIC + ".evil.example.test")) {
            for (String path : List.of("/join/check", "/sign-in", "/code", "/join")) {
                assertThat(visitor.form(path, form, "Origin", origin).statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(visitor.form("/sign-in", form, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post("/sign-in", "text/plain", "address=a@example.test")
                        .statusCode())
                .isEqualTo(400);
        assertThat(visitor.post("/sign-in", "application/x-www-form-urlencoded", "a=%zz")
                        .statusCode())
                .isEqualTo(400);
        assertThat(visitor.post("/me", "application/x-www-form-urlencoded", "").statusCode())
                .isEqualTo(405);
        assertThat(visitor.method("DELETE", "/me/data").statusCode()).isEqualTo(405);
    }

    // ---- links

    @Test
    void forgedAndExpiredLinksDoNothing() throws Exception {
        int person = somebody();
        String good = link(NoticeKind.SIGN_IN, person, 1, Duration.ofMinutes(15));
        String forged = good.substring(0, 20) + (good.charAt(20) == 'A' ? 'B' : 'A') + good.substring(21);
        String old = link(NoticeKind.SIGN_IN, person, 1, Duration.ofMinutes(-2));
        for (String each : List.of(forged, "/n/x", "/n/" + "A".repeat(24))) {
            assertThat(visitor.get(each).statusCode()).isEqualTo(404);
            assertThat(ours(each, Map.of("kind", "yes")).statusCode()).isEqualTo(404);
        }
        assertThat(visitor.get(old).statusCode()).isEqualTo(410);
        HttpResponse<String> late = ours(old, Map.of("kind", "yes"));
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.headers().map()).doesNotContainKey("set-cookie");
        assertThat(contact(person).profile().signedIn()).isZero();
    }

    @Test
    void fetchingALinkChangesNothingHoweverOften() throws Exception {
        int person = somebody();
        String link = link(NoticeKind.SIGN_IN, person, 1, Duration.ofMinutes(15));
        for (String method : List.of("GET", "HEAD", "GET")) {
            HttpResponse<String> fetched = visitor.method(method, link);
            assertThat(fetched.statusCode()).isEqualTo(200);
            assertThat(fetched.headers().map()).doesNotContainKey("set-cookie");
        }
        assertThat(ours(link, Map.of()).statusCode()).isEqualTo(400);
        assertThat(visitor.form(link, Map.of("kind", "yes"), "Origin", "https://evil.example.test")
                        .statusCode())
                .isEqualTo(403);
        assertThat(contact(person).profile().signedIn()).isZero();
        assertThat(ours(link, Map.of("kind", "yes")).statusCode()).isEqualTo(303);
        assertThat(ours(link, Map.of("kind", "yes")).statusCode()).isEqualTo(410);
    }

    @Test
    void anAddressThatSomebodyElseConfirmedFirstStaysTheirs() throws Exception {
        int person = somebody();
        String mail = "shared" + person + "@example.test";
        try (Phone phone = new Phone(house, 100 + person, mail, "");
                Browser browser = new Browser(house.edge().port())) {
            ours("/join/check", member(mail));
            phone.newest("email", 1);
            ours("/join/check", member(mail));
            String second = Phone.link(phone.newest("email", 2));
            String first = Phone.link(phone.messages("email").get(1));
            browser.open(first).submit("/n/", "kind", "yes");
            assertThat(browser.page()).contains("This address is confirmed");
            browser.open(second).submit("/n/", "kind", "yes");
            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.page()).contains("registered already", "/sign-in");
        }
    }

    // ---- sessions

    @Test
    void aSessionIsHeldToItsBrowserItsFormsAndItsTime() throws Exception {
        int person = somebody();
        try (Browser browser = signedIn(person)) {
            assertThat(browser.page()).contains("Person " + person);
            browser.post("/me/details", Map.of("name", "Eve", "language", "en"));
            assertThat(browser.status()).isEqualTo(403);
            browser.post("/me/details", Map.of("name", "Eve", "language", "en", "proof", "x".repeat(22)));
            assertThat(browser.status()).isEqualTo(403);
            assertThat(contact(person).name()).isEqualTo("Person " + person);

            String cookie = browser.cookies().getOrDefault("__Host-session", "");
            for (String wrong : List.of(
                    cookie.replaceFirst("^[0-9]+", "1"),
                    cookie.substring(0, cookie.length() - 1) + (cookie.endsWith("A") ? "B" : "A"),
                    cookie.replaceFirst("\\.[0-9]+\\.", ".9999999999."),
                    "",
                    "...")) {
                HttpResponse<String> page = visitor.get("/me", "Cookie", "__Host-session=" + wrong);
                assertThat(page.statusCode()).isEqualTo(303);
                assertThat(page.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in");
            }
            assertThat(visitor.get("/me", "Cookie", "__Host-session=" + cookie).statusCode())
                    .isEqualTo(200);
            browser.open("/me").submit("/me/sign-out");
            assertThat(browser.page()).contains("You are signed out");
            assertThat(visitor.get("/me", "Cookie", "__Host-session=" + cookie).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() throws Exception {
        String link = link(NoticeKind.SIGN_IN, somebody(), 1, Duration.ofMinutes(15));
        String cookie = ours(link, Map.of("kind", "yes"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(cookie)
                .startsWith("__Host-session=")
                .contains("; Path=/;", "; HttpOnly", "; Secure", "; SameSite=Strict", "Max-Age=3600");
    }

    @Test
    void aFormOfAnotherSessionIsRefused() throws Exception {
        int mine = somebody();
        try (Browser me = signedIn(mine);
                Browser other = signedIn(somebody())) {
            String proof = other.page().replaceAll("(?s).*name=\"proof\" value=\"([^\"]+)\".*", "$1");
            me.post("/me/erase", Map.of("proof", proof));
            assertThat(me.status()).isEqualTo(403);
            assertThat(contact(mine).name()).isEqualTo("Person " + mine);
        }
    }

    @Test
    void theLastAddressCannotBeTakenAwayAndTheOthersCan() throws Exception {
        int person = somebody();
        try (Browser browser = signedIn(person)) {
            browser.submit("/me/endpoint", "endpoint", "0", "do", "remove");
            assertThat(browser.page()).doesNotContain(People.phone(person));
            browser.submit("/me/endpoint", "endpoint", "1", "do", "remove");
            assertThat(browser.status()).isEqualTo(409);
            assertThat(contact(person).endpoints()).extracting(Endpoint::index).containsExactly(1);
        }
    }

    // ---- reading

    @Test
    void restrictedTextOpensForThoseWhoMayReadItAtThisMoment() throws Exception {
        int person = somebody();
        int alert = house.issue(Alerts.restricted(ChannelKind.EMAIL));
        house.settle(alert);
        try (Browser browser = new Browser(house.edge().port())) {
            String token = house.installation()
                    .keys()
                    .tokens()
                    .url(new uk.tocsin.receipt.DeliveryToken(alert, ordinals[person], 0, 1));
            browser.open("/a/" + token);
            assertThat(browser.page()).contains("protected message").doesNotContain("Keep away from Camden");
            browser.link("/me/alerts/" + alert);
            assertThat(browser.path()).startsWith("/sign-in");
            browser.open(link(NoticeKind.SIGN_IN, person, 1, Duration.ofMinutes(15)))
                    .submit("/n/", "kind", "yes");
            assertThat(browser.path()).startsWith("/me/alerts/" + alert);
            assertThat(browser.page()).contains("Keep away from Camden Market", "Stay out of the cordon");
            assertThat(browser.open("/me/alerts/" + (alert + 1)).status()).isEqualTo(404);
            assertThat(browser.open("/me/alerts/999999999").status()).isEqualTo(404);
        }
    }

    @Test
    void textAboveTheTierOfTheMomentIsClosedAgain() throws Exception {
        int person = somebody();
        int ordinal = ordinals[person];
        Instant until = Instant.now().plus(Duration.ofDays(1));
        var installation = house.installation();
        house.must(new Act.TierAsked(installation.header(House.OFFICER), ordinal, Tier.SECURITY, "file 12"));
        house.must(
                new Act.TierDecided(installation.header(House.REGISTRAR), ordinal, Tier.SECURITY, Optional.of(until)));
        house.until(() -> installation.engine().tier(ordinal) == Tier.SECURITY);
        int alert = house.issue(Alerts.forSecurity(ChannelKind.EMAIL));
        house.settle(alert);
        try (Browser browser = signedIn(person)) {
            assertThat(browser.open("/me").page()).contains("Security industry");
            assertThat(browser.open("/me/alerts").page()).contains("Check your cameras");
            assertThat(browser.open("/me/alerts/" + alert).page()).contains("Look for a white van");
            house.must(new Act.Suspended(installation.header(House.REGISTRAR), ordinal, "not who they said"));
            house.until(() -> installation.engine().tier(ordinal) == Tier.PUBLIC);
            assertThat(browser.open("/me/alerts/" + alert).page())
                    .contains("you cannot read at the moment")
                    .doesNotContain("white van");
            assertThat(browser.open("/me").page()).contains("An officer suspended your registration");
            house.must(new Act.Reinstated(installation.header(House.REGISTRAR), ordinal, "it was them"));
            house.until(() -> installation.engine().tier(ordinal) == Tier.SECURITY);
            assertThat(browser.open("/me").page()).doesNotContain("suspended");
            assertThat(browser.open("/me/alerts/" + alert).page()).contains("Look for a white van");
            house.must(new Act.TierRevoked(installation.header(House.REGISTRAR), ordinal, "left the company"));
            house.until(() -> installation.engine().tier(ordinal) != Tier.SECURITY);
            assertThat(browser.open("/me/alerts/" + alert).page())
                    .contains("you cannot read at the moment")
                    .doesNotContain("white van", "Check your cameras");
            assertThat(browser.open("/me/alerts").page()).doesNotContain("Check your cameras");
        }
    }

    // ---- devices

    @Test
    void aDeviceIsRegisteredWithASessionOrASignInLinkAndWithNothingElse() throws Exception {
        int person = somebody();
        String first = "device-token-of-the-test-%05d".formatted(person);
        String renewed = first + "-renewed";
        String link =
                link(NoticeKind.SIGN_IN, person, 1, Duration.ofMinutes(15)).substring(3);
        assertThat(device(first, Optional.empty(), "X-None", "x").statusCode()).isEqualTo(401);
        assertThat(device(first, Optional.empty(), "Authorization", "Bearer nonsense")
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> taken = device(first, Optional.empty(), "Authorization", "Bearer " + link);
        assertThat(taken.statusCode()).isEqualTo(204);
        assertThat(device(first, Optional.empty(), "Authorization", "Bearer " + link)
                        .statusCode())
                .isEqualTo(401);
        String cookie = taken.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        assertThat(device(renewed, Optional.of(first), "Cookie", cookie).statusCode())
                .isEqualTo(204);
        assertThat(contact(person).endpoints())
                .filteredOn(e -> e.channel() == ChannelKind.PUSH)
                .extracting(Endpoint::address)
                .containsExactly(renewed);
        assertThat(device("short", Optional.empty(), "Cookie", cookie).statusCode())
                .isEqualTo(400);
        assertThat(device("x".repeat(30) + "\r\n", Optional.empty(), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> device(String token, Optional<String> previous, String header, String value)
            throws Exception {
        JsonObject body = new JsonObject().put("token", token);
        previous.ifPresent(old -> body.put("previous", old));
        return visitor.post("/devices", "application/json", body.encode(), header, value);
    }
}

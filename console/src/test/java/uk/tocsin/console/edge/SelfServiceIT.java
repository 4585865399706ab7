package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.console.House;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.simulator.Behaviour;

/// One person's way through the register, over real HTTP, with the mails and texts that the simulated providers
/// carried.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SelfServiceIT {
    static final String MAIL = "sam@cafe.example.test";
    static final String MOBILE = "07700 900123";
    static final String NUMBER = "+447700900123";

    @TempDir
    Path directory = Path.of("");

    @Test
    void aCafeJoinsChangesStopsStartsAgainAndLeaves() throws Exception {
        try (House house = House.open(directory, Behaviour.perfect());
                Browser browser = new Browser(house.edge().port());
                Phone phone = new Phone(house, 1, MAIL, NUMBER)) {
            joins(browser);
            assertThat(everyone(house)).isZero();
            confirms(house, browser, phone);
            int sam = onlyOne(house);
            assertThat(house.installation().engine().tier(sam)).isEqualTo(Tier.BUSINESS);
            signsIn(browser, phone);
            changes(house, browser);
            stopsAndStartsAgain(house, browser, phone, sam);
            seesEverything(browser);
            leaves(house, browser, sam);
        }
    }

    private static long everyone(House house) {
        return house.installation().engine().count(new Audience.Everyone());
    }

    private static long in(House house, Dimension dimension, String key) {
        return house.installation().engine().count(Audience.in(dimension, key));
    }

    private static int onlyOne(House house) {
        List<SegmentView> views = house.installation().engine().segments();
        for (int shard = 0; shard < views.size(); shard++) {
            if (!views.get(shard).everyone().isEmpty()) {
                return Shards.ordinal(shard, views.get(shard).everyone().first());
            }
        }
        throw new AssertionError("nobody is there");
    }

    /// Joins as a café, without confirming either address yet.
    static void joins(Browser browser) throws Exception {
        browser.open("/join").submit("/join", "as", "organisation");
        assertThat(browser.page()).contains("Your organisation", "Police force");
        browser.submit(
                "/join/place",
                Stream.of("organisation", "Sam's Café & Sons", "sector", "food-and-drink", "size", "micro")
                        .toArray(String[]::new));
        assertThat(browser.status()).isEqualTo(400);
        assertThat(browser.page())
                .contains("There is a problem", "href=\"#postcode\"", "id=\"postcode-error\"", "Sam&#39;s Café &amp;");
        browser.submit(
                "/join/place",
                "organisation",
                "Sam's Café & Sons",
                "sector",
                "food-and-drink",
                "size",
                "micro",
                "address",
                "12 Camden High Street\r\nLondon",
                "postcode",
                "nw18ab",
                "force",
                "metropolitan",
                "site",
                "food-and-drink",
                "duty",
                "none");
        assertThat(browser.page()).contains("About you");
        browser.submit(
                "/join/you",
                "name",
                "Sam Jones",
                "role",
                "duty-manager",
                "email",
                "Sam@Cafe.example.test",
                "mobile",
                MOBILE,
                "language",
                "en");
        assertThat(browser.page()).contains("Extreme alerts come through all the same");
        browser.submit("/join/choices", "minimum", "Unknown", "quiet", "none", "sectors-retail", "yes");
        assertThat(browser.page())
                .contains("Check your answers", "Sam&#39;s Café &amp; Sons", NUMBER, MAIL, "Food and drink", "Retail");
        browser.submit("/join/check", "agree", "yes");
        assertThat(browser.path()).startsWith("/join/done");
        assertThat(browser.page()).contains("If the addresses can be used, we have written to them");
    }

    private static void confirms(House house, Browser browser, Phone phone) throws Exception {
        String link = Phone.link(phone.newest("email", 1));
        browser.open(link);
        assertThat(browser.page()).contains("Confirm this address", "<button");
        assertThat(everyone(house)).isZero();
        browser.submit("/n/", "kind", "yes");
        assertThat(browser.page()).contains("This address is confirmed");
        house.until(() -> everyone(house) == 1);
        assertThat(browser.open(link).page())
                .contains("This address is confirmed")
                .doesNotContain("<button");
        String code = Phone.code(phone.newest("sms", 1));
        browser.open("/code").submit("/code", "address", MOBILE, "code", code);
        assertThat(browser.page()).contains("This address is confirmed");
        for (String key : List.of("food-and-drink", "retail")) {
            house.until(() -> in(house, Dimension.SECTOR, key) == 1);
        }
        assertThat(in(house, Dimension.REGION, "london")).isEqualTo(1);
        assertThat(in(house, Dimension.TIER, "business")).isEqualTo(1);
        assertThat(in(house, Dimension.HAS, "sms")).isEqualTo(1);
    }

    private static void signsIn(Browser browser, Phone phone) throws Exception {
        assertThat(browser.open("/me").path()).startsWith("/sign-in");
        browser.submit("/sign-in", "address", MAIL);
        assertThat(browser.page()).contains("If the address can be used, we have written to it");
        String link = Phone.link(phone.newest("email", 2));
        browser.open(link);
        assertThat(browser.cookies()).isEmpty();
        browser.submit("/n/", "kind", "yes");
        assertThat(browser.path()).startsWith("/me");
        assertThat(browser.page()).contains("What we hold about you", "Sam Jones", NUMBER, "12 Camden High Street");
        assertThat(browser.cookies()).containsOnlyKeys("__Host-session");
        browser.post(link, Map.of("kind", "yes"));
        assertThat(browser.status()).isEqualTo(410);
        assertThat(browser.page()).contains("This link was used already");
    }

    private static void changes(House house, Browser browser) throws Exception {
        browser.open("/me/choices").submit("/me/choices", "minimum", "Severe", "quiet", "22-07", "region-wales", "yes");
        assertThat(browser.page()).contains("Severe or worse", "22:00 – 07:00", "Wales");
        assertThat(in(house, Dimension.REGION, "wales")).isEqualTo(1);
        assertThat(in(house, Dimension.REGION, "london")).isEqualTo(1);
        assertThat(in(house, Dimension.SECTOR, "retail")).isZero();
        // the rest of the way is the same at night
        browser.open("/me/choices").submit("/me/choices", "minimum", "Severe", "quiet", "none", "region-wales", "yes");
        browser.open("/me/details").submit("/me/details", "name", "Sam Ap Siôn", "language", "cy");
        assertThat(browser.open("/me?lang=cy").page()).contains("Sam Ap Siôn", "Yr hyn a gadwn amdanoch", "Cymraeg");
        browser.submit("/me/pause", "paused", "yes");
        assertThat(browser.page()).contains("Nid ydych yn cael rhybuddion");
        browser.submit("/me/pause", "paused", "no");
        assertThat(browser.page()).doesNotContain("Nid ydych yn cael rhybuddion");
        browser.submit("/me/endpoint", "endpoint", "1", "do", "off");
        assertThat(in(house, Dimension.HAS, "sms")).isZero();
        browser.submit("/me/endpoint", "endpoint", "1", "do", "on");
        assertThat(in(house, Dimension.HAS, "sms")).isEqualTo(1);
    }

    private static void stopsAndStartsAgain(House house, Browser browser, Phone phone, int sam) throws Exception {
        int alert = house.issue(Alerts.on(ChannelKind.EMAIL));
        house.settle(alert);
        String token = house.installation().keys().tokens().url(new DeliveryToken(alert, sam, 0, 0));
        int before = phone.messages("sms").size();
        browser.post("/u/" + token, Map.of("List-Unsubscribe", "One-Click"), "Accept", "*/*");
        assertThat(browser.status()).isEqualTo(200);
        String told = phone.newest("sms", before + 1);
        assertThat(browser.open("/me?lang=en").page()).contains("stopped: nothing is sent there");
        browser.open(Phone.link(told) + "?lang=en").submit("/n/", "kind", "yes");
        assertThat(browser.page()).contains("Messages are started again");
        assertThat(browser.open("/me?lang=en").page()).doesNotContain("stopped: nothing is sent there");
        browser.open("/me/alerts?lang=en");
        assertThat(browser.page()).contains("Close your doors on Camden High Street");
        assertThat(browser.link("/me/alerts/" + alert).page()).contains("Lock street doors &amp; keep customers");
    }

    private static void seesEverything(Browser browser) throws Exception {
        JsonObject held = new JsonObject(browser.open("/me/data").page());
        assertThat(held.getString("name")).isEqualTo("Sam Ap Siôn");
        JsonArray endpoints = held.getJsonArray("endpoints");
        assertThat(endpoints.getJsonObject(0).getString("address")).isEqualTo(MAIL);
        assertThat(endpoints.getJsonObject(1).getString("address")).isEqualTo(NUMBER);
        assertThat(held.getJsonArray("premises").getJsonObject(0).getString("postcode"))
                .isEqualTo("NW1 8AB");
        assertThat(held.getJsonArray("consents").size()).isEqualTo(2);
        assertThat(held.getJsonArray("deliveries").size()).isEqualTo(1);
        assertThat(held.getString("tierNow")).isEqualTo("business");
    }

    private void leaves(House house, Browser browser, int sam) throws Exception {
        browser.open("/me/erase?lang=en");
        assertThat(browser.page()).contains("nobody can undo this");
        long began = System.nanoTime();
        browser.submit("/me/erase");
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(browser.page()).contains("Everything is erased");
        assertThat(browser.cookies()).isEmpty();
        house.until(() -> everyone(house) == 0);
        Contacts contacts = new Contacts(
                house.installation().register(), house.installation().vault());
        assertThat(House.await(contacts.of(sam))).isEmpty();
        assertThat(browser.open("/me").path()).startsWith("/sign-in");
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(bytes).doesNotContain("Sam Ap", "cafe.example", "7700900123");
            }
        }
    }
}

package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Tier;
import uk.tocsin.reach.Reach;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.simulator.Behaviour;

/// The edge of a real installation, from outside. People do nothing by themselves here: each test says what comes
/// back. Every test issues an alert of its own, so that none depends on another.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.Random.class)
class EdgeIT {
    private static final Behaviour QUIET = quiet();

    @TempDir
    static Path directory = Path.of("");

    private static House house;
    private static Visitor visitor;
    private static String secret = "";
    private static int[] ordinals = {};

    private static Behaviour quiet() {
        return new Behaviour(
                new Behaviour.Push(Map.of(), 0, 0, 0),
                new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
                new Behaviour.Email(Map.of(), 0, 0, 0),
                0);
    }

    /// Person 0 has everything and reads English, 1 everything and Welsh, 2 is of a business; the rest have texts.
    @BeforeAll
    static void open() throws Exception {
        house = House.open(directory, QUIET);
        visitor = new Visitor(house.edge().port());
        secret = new JsonObject(Files.readString(house.simulator().twilioCredentials())).getString("authToken");
        People people = new People(house.installation().taxonomy());
        ChannelKind[] all = ChannelKind.values();
        List<uk.tocsin.console.register.Organisation> registered = new java.util.ArrayList<>(List.of(
                people.one(Tier.PUBLIC, Language.EN, all),
                people.one(Tier.PUBLIC, Language.CY, all),
                people.one(Tier.BUSINESS, Language.EN, all)));
        registered.addAll(people.with(7, ChannelKind.SMS));
        ordinals = house.register(registered).ordinals();
    }

    @AfterAll
    static void close() {
        visitor.close();
        house.close();
    }

    // ---- helpers

    private static int issued(ChannelKind... channels) {
        int alert = house.issue(Alerts.on(channels));
        house.settle(alert);
        return alert;
    }

    private static DeliveryToken delivery(int alert, int person, int step, ChannelKind channel) {
        int endpoint = person > 2 ? 0 : channel.code();
        return new DeliveryToken(alert, ordinals[person], step, endpoint);
    }

    private static String token(int alert, int person, ChannelKind channel) {
        return url(delivery(alert, person, 0, channel));
    }

    private static String url(DeliveryToken token) {
        return house.installation().keys().tokens().url(token);
    }

    private static long count(int alert, ChannelKind channel, DeliveryState state) {
        Reach.Funnel funnel =
                Objects.requireNonNull(house.reach(alert).channels().get(channel));
        return Objects.requireNonNull(funnel.states().get(state));
    }

    private static void reaches(int alert, ChannelKind channel, DeliveryState state, long expected) {
        house.until(() -> count(alert, channel, state) == expected);
    }

    private static Map<String, String> status(String word) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", "SM00000000000000000000000000000001");
        form.put("MessageStatus", word);
        form.put("To", "+447700900000");
        return form;
    }

    private static int callback(String token, String query, Map<String, String> form) throws Exception {
        String path = "/receipts/sms/" + token + query;
        return visitor.signed(path, House.PUBLIC + path, secret, form).statusCode();
    }

    private static double refused(String why) {
        return house.counted("tocsin.receipts.refused", "why", why);
    }

    private static int reply(int person, String words) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("From", People.phone(person));
        form.put("Body", words);
        String path = "/receipts/sms-replies";
        return visitor.signed(path, House.PUBLIC + path, secret, form).statusCode();
    }

    private static Map<String, String> said(String kind) {
        return Map.of("kind", kind);
    }

    // ---- texts

    @Test
    void aSignedCallbackIsEvidence() throws Exception {
        int alert = issued(ChannelKind.SMS);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(10);
        assertThat(callback(token(alert, 0, ChannelKind.SMS), "?t=0", status("delivered")))
                .isEqualTo(204);
        reaches(alert, ChannelKind.SMS, DeliveryState.DELIVERED, 1);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(9);
    }

    @Test
    void theSameCallbackThreeTimesIsOne() throws Exception {
        int alert = issued(ChannelKind.SMS);
        for (int i = 0; i < 3; i++) {
            assertThat(callback(token(alert, 3, ChannelKind.SMS), "?t=0", status("delivered")))
                    .isEqualTo(204);
        }
        reaches(alert, ChannelKind.SMS, DeliveryState.DELIVERED, 1);
        assertThat(house.reach(alert).persons().reached()).isEqualTo(1);
    }

    @Test
    void forgedCallbacksAreCountedAndChangeNothing() throws Exception {
        int alert = issued(ChannelKind.SMS);
        int other = issued(ChannelKind.SMS);
        String token = token(alert, 0, ChannelKind.SMS);
        String path = "/receipts/sms/" + token + "?t=0";
        Map<String, String> form = status("delivered");
        double before = refused("forged-signature");

        assertThat(visitor.form(path, form).statusCode()).isEqualTo(403);
        assertThat(visitor.form(path, form, "X-Twilio-Signature", "nonsense").statusCode())
                .isEqualTo(403);
        assertThat(visitor.signed(path, House.PUBLIC + path, "another token", form)
                        .statusCode())
                .isEqualTo(403);
        // signed for the address that it came to, not for the public one
        String local = "http://127.0.0.1:" + house.edge().port() + path;
        assertThat(visitor.signed(path, local, secret, form).statusCode()).isEqualTo(403);
        // signed for another delivery, and for another try
        String another = House.PUBLIC + "/receipts/sms/" + token(other, 0, ChannelKind.SMS) + "?t=0";
        assertThat(visitor.signed(path, another, secret, form).statusCode()).isEqualTo(403);
        assertThat(visitor.signed(path, House.PUBLIC + path + "1", secret, form).statusCode())
                .isEqualTo(403);
        // a field that was changed after signing
        String signature = Visitor.signature(House.PUBLIC + path, secret, status("failed"));
        assertThat(visitor.form(path, form, "X-Twilio-Signature", signature).statusCode())
                .isEqualTo(403);

        assertThat(refused("forged-signature") - before).isEqualTo(7);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(10);
    }

    @Test
    void tokensThatWereNotMadeHereAreRefusedEvenWhenSigned() throws Exception {
        int alert = issued(ChannelKind.SMS);
        String token = token(alert, 0, ChannelKind.SMS);
        double before = refused("unknown-token");
        int bits = 24 * 6;
        for (int bit = 0; bit < bits; bit += 11) {
            assertThat(callback(flipped(token, bit), "?t=0", status("delivered")))
                    .isEqualTo(404);
        }
        TokenMint strange = new TokenMint(1, Map.of(1, new byte[32]));
        String forged = strange.url(delivery(alert, 0, 0, ChannelKind.SMS));
        assertThat(callback(forged, "?t=0", status("delivered"))).isEqualTo(404);
        String grafted = token(issued(ChannelKind.SMS), 0, ChannelKind.SMS).substring(0, 14) + token.substring(14);
        assertThat(callback(grafted, "?t=0", status("delivered"))).isEqualTo(404);
        assertThat(callback("x", "?t=0", status("delivered"))).isEqualTo(404);
        assertThat(refused("unknown-token") - before).isEqualTo((bits + 10) / 11 + 3);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(10);
    }

    private static String flipped(String token, int bit) {
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(token);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void aTokenOfOursWithoutADeliveryIsRefused() throws Exception {
        int alert = issued(ChannelKind.SMS);
        double before = refused("unknown-delivery");
        String never = url(new DeliveryToken(alert + 1000, ordinals[0], 0, 1));
        String step = url(new DeliveryToken(alert, ordinals[0], 3, 1));
        assertThat(callback(never, "?t=0", status("delivered"))).isEqualTo(404);
        assertThat(callback(step, "?t=0", status("delivered"))).isEqualTo(404);
        assertThat(refused("unknown-delivery") - before).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsMalformed() throws Exception {
        int alert = issued(ChannelKind.SMS);
        String token = token(alert, 0, ChannelKind.SMS);
        assertThat(callback(token, "?t=x", status("delivered"))).isEqualTo(400);
        assertThat(callback(token, "?t=1234567890123456789012", status("delivered")))
                .isEqualTo(400);
        assertThat(callback(token, "?t=0", Map.of("MessageStatus", "delivered")))
                .isEqualTo(400);
        assertThat(callback(token, "?t=0", Map.of("MessageSid", "SM1"))).isEqualTo(400);
        String path = "/receipts/sms/" + token;
        String form = "application/x-www-form-urlencoded";
        for (String body : List.of("a", "a=%", "a=1&a=2", "a=%zz")) {
            assertThat(visitor.post(path, form, body, "X-Twilio-Signature", "x").statusCode())
                    .isEqualTo(400);
        }
        assertThat(callback(token, "?t=0", status("unheard-of"))).isEqualTo(204);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(10);
    }

    @Test
    void whatIsTooLargeIsRefusedUnread() throws Exception {
        double before = refused("too-large");
        String body = "a=" + "x".repeat(40_000);
        assertThat(visitor.post("/receipts/sms-replies", "application/x-www-form-urlencoded", body)
                        .statusCode())
                .isEqualTo(413);
        assertThat(visitor.post("/receipts/device", "application/json", body).statusCode())
                .isEqualTo(413);
        assertThat(refused("too-large") - before).isEqualTo(2);
        assertThat(visitor.get("/a/" + "x".repeat(2_000)).statusCode()).isIn(404, 414);
        assertThat(visitor.get("/a/x", "X-Long", "x".repeat(10_000)).statusCode())
                .isIn(400, 431);
    }

    @Test
    void aDeadNumberIsForgottenOnceAndMayBeRenewed() throws Exception {
        int alert = issued(ChannelKind.SMS);
        Map<String, String> dead = status("undelivered");
        dead.put("ErrorCode", "30005");
        assertThat(callback(token(alert, 4, ChannelKind.SMS), "?t=0", dead)).isEqualTo(204);
        reaches(alert, ChannelKind.SMS, DeliveryState.FAILED, 1);
        int next = issued(ChannelKind.SMS);
        assertThat(count(next, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isEqualTo(1);

        // the owner renews it; a repetition of the old news says nothing new
        assertThat(reply(4, "START")).isEqualTo(200);
        assertThat(callback(token(alert, 4, ChannelKind.SMS), "?t=0", dead)).isEqualTo(204);
        int after = issued(ChannelKind.SMS);
        assertThat(count(after, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isZero();
    }

    @Test
    void anUnreachablePhoneIsNotForgotten() throws Exception {
        int alert = issued(ChannelKind.SMS);
        Map<String, String> off = status("undelivered");
        off.put("ErrorCode", "30003");
        assertThat(callback(token(alert, 5, ChannelKind.SMS), "?t=0", off)).isEqualTo(204);
        reaches(alert, ChannelKind.SMS, DeliveryState.FAILED, 1);
        assertThat(count(issued(ChannelKind.SMS), ChannelKind.SMS, DeliveryState.SUPPRESSED))
                .isZero();
    }

    // ---- replies

    @Test
    void stopStopsAndStartStartsAgain() throws Exception {
        assertThat(reply(6, "Stop.")).isEqualTo(200);
        int alert = issued(ChannelKind.SMS);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isEqualTo(1);
        assertThat(reply(6, "unstop")).isEqualTo(200);
        assertThat(count(issued(ChannelKind.SMS), ChannelKind.SMS, DeliveryState.SUPPRESSED))
                .isZero();
    }

    @Test
    void aStrangersReplyAndAForgedOneChangeNothing() throws Exception {
        double strangers = house.counted("tocsin.edge.replies", "kind", "stranger");
        assertThat(reply(900, "STOP")).isEqualTo(200);
        assertThat(house.counted("tocsin.edge.replies", "kind", "stranger") - strangers)
                .isEqualTo(1);
        Map<String, String> stop = Map.of("From", People.phone(0), "Body", "STOP");
        assertThat(visitor.form("/receipts/sms-replies", stop).statusCode()).isEqualTo(403);
        assertThat(count(issued(ChannelKind.SMS), ChannelKind.SMS, DeliveryState.SUPPRESSED))
                .isZero();
    }

    // ---- devices

    @Test
    void aDeviceReportsAndItsOwnerAcknowledges() throws Exception {
        int alert = issued(ChannelKind.PUSH);
        assertThat(device(token(alert, 0, ChannelKind.PUSH), "delivered")).isEqualTo(204);
        reaches(alert, ChannelKind.PUSH, DeliveryState.DELIVERED, 1);
        assertThat(device(token(alert, 0, ChannelKind.PUSH), "opened")).isEqualTo(204);
        reaches(alert, ChannelKind.PUSH, DeliveryState.READ, 1);
        assertThat(device(token(alert, 0, ChannelKind.PUSH), "acknowledged")).isEqualTo(204);
        assertThat(device(token(alert, 0, ChannelKind.PUSH), "delivered")).isEqualTo(204);
        reaches(alert, ChannelKind.PUSH, DeliveryState.ACKNOWLEDGED, 1);
        for (String body :
                List.of("", "[]", "{\"token\":5}", "{\"token\":null,\"kind\":null}", "{\"kind\":\"opened\"}")) {
            assertThat(visitor.post("/receipts/device", "application/json", body)
                            .statusCode())
                    .isIn(400, 404);
        }
        assertThat(device(token(alert, 1, ChannelKind.PUSH), "burnt")).isEqualTo(400);
        assertThat(device(flipped(token(alert, 1, ChannelKind.PUSH), 77), "opened"))
                .isEqualTo(404);
        assertThat(count(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED)).isEqualTo(2);
    }

    private static int device(String token, String kind) throws Exception {
        String body = new JsonObject().put("token", token).put("kind", kind).encode();
        return visitor.post("/receipts/device", "application/json", body).statusCode();
    }

    // ---- the page of an alert

    @Test
    void fetchingIsNeverReading() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        String page = "/a/" + token(alert, 0, ChannelKind.EMAIL);
        assertThat(visitor.get(page).statusCode()).isEqualTo(200);
        HttpResponse<String> head = visitor.method("HEAD", page);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(visitor.method("PUT", page).statusCode()).isEqualTo(405);
        assertThat(count(alert, ChannelKind.EMAIL, DeliveryState.ACCEPTED)).isEqualTo(3);
    }

    @Test
    void pressingTheButtonIsReading() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        String path = "/a/" + token(alert, 0, ChannelKind.EMAIL);
        assertThat(visitor.get(path).body()).contains("I have read this");
        assertThat(visitor.form(path, said("anything")).statusCode()).isEqualTo(400);
        HttpResponse<String> pressed = visitor.form(path, said("acknowledge"));
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("Location")).contains(path);
        reaches(alert, ChannelKind.EMAIL, DeliveryState.ACKNOWLEDGED, 1);
        assertThat(visitor.get(path).body()).contains("Thank you").doesNotContain("value=\"acknowledge\"");
        assertThat(visitor.get("/a/" + token(alert, 1, ChannelKind.EMAIL)).body())
                .contains("<button");
    }

    @Test
    void thePageIsInTheReadersLanguageAndTierAndEscapesEverything() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        String english = visitor.get("/a/" + token(alert, 0, ChannelKind.EMAIL)).body();
        assertThat(english)
                .contains("<html lang=\"en-GB\"", "\">Keep away from Camden Market</h1>", "&lt;main&gt; entrance &amp;")
                .contains("https://www.example.test/camden?a=1&amp;b=2", "hreflang=\"cy-GB\"")
                .doesNotContain("<main> entrance", "<script", "http-equiv", "style=\"");
        String welsh = visitor.get("/a/" + token(alert, 1, ChannelKind.EMAIL)).body();
        assertThat(welsh).contains("<html lang=\"cy-GB\"", "Cadwch draw", "Rwyf wedi darllen hwn");
        assertThat(visitor.get("/a/" + token(alert, 1, ChannelKind.EMAIL) + "?lang=en")
                        .body())
                .contains("<html lang=\"en-GB\"", "Keep away");
        assertThat(visitor.get("/a/" + token(alert, 2, ChannelKind.EMAIL)).body())
                .contains("Close your doors")
                .doesNotContain("Keep away");
    }

    @Test
    void aProtectedTextIsNeverOnThePage() throws Exception {
        int alert = house.issue(Alerts.restricted(ChannelKind.EMAIL));
        house.settle(alert);
        String page = visitor.get("/a/" + token(alert, 0, ChannelKind.EMAIL)).body();
        assertThat(page)
                .contains("There is a protected message for you")
                .doesNotContain("Camden", "Suspicious", "example.test/camden");
    }

    @Test
    void whatBecameOfAnAlertIsSaidFirst() throws Exception {
        int first = issued(ChannelKind.EMAIL);
        String path = "/a/" + token(first, 0, ChannelKind.EMAIL);
        int update = house.change(
                first,
                Alerts.change(
                        first,
                        MessageType.UPDATE,
                        ResponseType.AVOID,
                        Alerts.words("The cordon is larger", "It now reaches Mornington Crescent."),
                        ChannelKind.EMAIL));
        house.settle(update);
        String updated = visitor.get(path).body();
        assertThat(updated).contains("This alert has been updated", "The cordon is larger");
        assertThat(updated.indexOf("has been updated")).isLessThan(updated.indexOf("<h1"));
        int clear = house.change(
                update,
                Alerts.change(
                        update,
                        MessageType.CANCEL,
                        ResponseType.ALL_CLEAR,
                        Alerts.words("You can go back", "The item was harmless."),
                        ChannelKind.EMAIL));
        house.settle(clear);
        assertThat(visitor.get(path).body()).contains("All clear", "You can go back", "The item was harmless.");
        assertThat(visitor.get("/a/" + token(clear, 0, ChannelKind.EMAIL)).body())
                .contains("All clear");
    }

    @Test
    void aWithdrawnAlertSaysSo() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        house.must(
                new uk.tocsin.control.Act.Cancelled(house.installation().header(House.OFFICER), alert, "Wrong place."));
        assertThat(visitor.get("/a/" + token(alert, 0, ChannelKind.EMAIL)).body())
                .contains("This alert has been cancelled")
                .doesNotContain("Wrong place");
    }

    @Test
    void aStrangerLearnsNothing() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        String forged = flipped(token(alert, 0, ChannelKind.EMAIL), 100);
        for (String path : List.of("/a/" + forged, "/u/" + forged, "/a/", "/u/short")) {
            HttpResponse<String> page = visitor.get(path);
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body())
                    .contains("Nothing is here", "Nid oes dim yma")
                    .doesNotContain("Camden");
            assertThat(visitor.form(path, said("acknowledge")).statusCode()).isEqualTo(404);
        }
        for (String path : List.of("/", "/api/v1/alerts", "/health/ready", "/metrics", "/a", "/style-x.css", "/.env")) {
            HttpResponse<String> page = visitor.get(path);
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body()).isEmpty();
        }
    }

    @Test
    void pagesCarryTheHeadersThatKeepThemPrivate() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        HttpResponse<String> page = visitor.get("/a/" + token(alert, 0, ChannelKind.EMAIL));
        Map<String, List<String>> headers = page.headers().map();
        assertThat(headers).doesNotContainKey("set-cookie");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag").orElseThrow()).contains("noindex");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
        String style = page.body().replaceAll("(?s).*href=\"(/style-[^\"]+)\".*", "$1");
        HttpResponse<String> css = visitor.get(style);
        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(visitor.get("/robots.txt").body()).contains("Disallow: /");
        assertThat(visitor.get("/health/live").statusCode()).isEqualTo(200);
    }

    // ---- stopping

    @Test
    void oneClickStopsAnEndpointAndItCanBeUndone() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        String path = "/u/" + token(alert, 1, ChannelKind.EMAIL);
        assertThat(visitor.get(path + "?lang=en").body()).contains("Stop these messages", "<button");
        assertThat(count(issued(ChannelKind.EMAIL), ChannelKind.EMAIL, DeliveryState.SUPPRESSED))
                .isZero();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> stopped = visitor.form(path + "?lang=en", Map.of("List-Unsubscribe", "One-Click"));
            assertThat(stopped.statusCode()).isEqualTo(200);
            assertThat(stopped.body()).contains("Messages are stopped", "Start messages again");
        }
        int without = issued(ChannelKind.EMAIL, ChannelKind.SMS);
        assertThat(count(without, ChannelKind.EMAIL, DeliveryState.SUPPRESSED)).isEqualTo(1);
        assertThat(count(without, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isZero();
        assertThat(visitor.form(path, said("start")).statusCode()).isEqualTo(200);
        assertThat(count(issued(ChannelKind.EMAIL), ChannelKind.EMAIL, DeliveryState.SUPPRESSED))
                .isZero();
        assertThat(visitor.form(path, said("other")).statusCode()).isEqualTo(400);
        String multipart =
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        assertThat(visitor.post(path, "multipart/form-data; boundary=b", multipart)
                        .statusCode())
                .isEqualTo(200);
        assertThat(count(issued(ChannelKind.EMAIL), ChannelKind.EMAIL, DeliveryState.SUPPRESSED))
                .isEqualTo(1);
        assertThat(visitor.form(path, said("start")).statusCode()).isEqualTo(200);
    }

    // ---- bounces

    private static String mailToken(int alert, int person) {
        return house.installation().keys().tokens().mail(delivery(alert, person, 0, ChannelKind.EMAIL));
    }

    @Test
    void aHardBounceIsAFailureAndForgetsTheAddress() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        assertThat(Mailer.send(house.edge().bouncePort(), mailToken(alert, 0), Mailer.bounce("5.1.1")))
                .isEqualTo(250);
        reaches(alert, ChannelKind.EMAIL, DeliveryState.FAILED, 1);
        int next = issued(ChannelKind.EMAIL);
        assertThat(count(next, ChannelKind.EMAIL, DeliveryState.SUPPRESSED)).isEqualTo(1);
        assertThat(visitor.form("/u/" + token(next, 0, ChannelKind.EMAIL), said("start"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPolicyBounceNeverForgetsTheAddress() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        assertThat(Mailer.send(house.edge().bouncePort(), mailToken(alert, 2), Mailer.bounce("5.7.1")))
                .isEqualTo(250);
        reaches(alert, ChannelKind.EMAIL, DeliveryState.FAILED, 1);
        assertThat(count(issued(ChannelKind.EMAIL), ChannelKind.EMAIL, DeliveryState.SUPPRESSED))
                .isZero();
    }

    @Test
    void otherMailIsCountedAndDropped() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        int port = house.edge().bouncePort();
        String token = mailToken(alert, 0);
        String forged = token.substring(0, 20) + (token.charAt(20) == 'a' ? 'b' : 'a') + token.substring(21);
        double unknown = refused("unknown-token");
        assertThat(Mailer.send(port, forged, Mailer.bounce("5.1.1"))).isEqualTo(250);
        assertThat(refused("unknown-token") - unknown).isEqualTo(1);
        assertThat(Mailer.send(port, token, Mailer.delayed())).isEqualTo(250);
        assertThat(Mailer.send(port, token, Mailer.outOfOffice())).isEqualTo(250);
        assertThat(Mailer.send(port, token, "Subject: Hello\r\n\r\nBuy this.\r\n"))
                .isEqualTo(250);
        for (String kind : List.of("forged", "delayed", "auto-reply", "unintelligible")) {
            assertThat(house.counted("tocsin.edge.bounces", "kind", kind))
                    .as(kind)
                    .isGreaterThanOrEqualTo(1);
        }
        assertThat(count(alert, ChannelKind.EMAIL, DeliveryState.ACCEPTED)).isEqualTo(3);
    }

    // ---- notices

    private static double aboutNotices() {
        return house.counted("tocsin.notices.receipts");
    }

    @Test
    void receiptsAboutANoticeAreAnsweredCountedAndDropped() throws Exception {
        Instant expires = Instant.now().plus(Duration.ofMinutes(15));
        NoticeToken notice = NoticeToken.of(NoticeKind.SIGN_IN, ordinals[0], ChannelKind.SMS.code(), expires);
        TokenMint mint = house.installation().keys().tokens();
        double before = aboutNotices();
        double refusedBefore = refused("unknown-token");
        double forgedBefore = house.counted("tocsin.edge.bounces", "kind", "forged");

        Map<String, String> dead = status("undelivered");
        dead.put("ErrorCode", "30005");
        assertThat(callback(mint.url(notice), "?t=3", dead)).isEqualTo(204);
        assertThat(callback(mint.url(notice), "?t=3", status("delivered"))).isEqualTo(204);
        assertThat(device(mint.url(notice), "opened")).isEqualTo(204);
        int port = house.edge().bouncePort();
        assertThat(Mailer.send(port, mint.mail(notice), Mailer.bounce("5.1.1"))).isEqualTo(250);
        assertThat(aboutNotices() - before).isGreaterThanOrEqualTo(4);
        assertThat(refused("unknown-token") - refusedBefore).isZero();
        assertThat(house.counted("tocsin.edge.bounces", "kind", "forged")).isEqualTo(forgedBefore);

        assertThat(callback(flipped(mint.url(notice), 30), "?t=3", dead)).isEqualTo(404);
        assertThat(device(flipped(mint.url(notice), 30), "opened")).isEqualTo(404);
        assertThat(visitor.get("/a/" + mint.url(notice)).statusCode()).isEqualTo(404);
        assertThat(visitor.form("/u/" + mint.url(notice), said("stop")).statusCode())
                .isEqualTo(404);
        int alert = issued(ChannelKind.SMS);
        assertThat(count(alert, ChannelKind.SMS, DeliveryState.SUPPRESSED))
                .as("a notice says nothing about a number")
                .isZero();
    }

    @Test
    void aNoticeGoesByEveryChannel() {
        Instant expires = Instant.now().plus(Duration.ofMinutes(15));
        double before = house.counted("tocsin.notices", "end", "sent");
        for (ChannelKind channel : ChannelKind.values()) {
            house.installation().engine().notice(NoticeKind.SIGN_IN, channel, ordinals[0], channel.code(), expires);
        }
        house.until(() -> house.counted("tocsin.notices", "end", "sent") - before == 3);
    }

    // ---- shares

    @Test
    void aClientThatAsksForTooMuchIsSlowedAndHarmsNobody() throws Exception {
        int alert = issued(ChannelKind.EMAIL);
        String page = "/a/" + token(alert, 0, ChannelKind.EMAIL);
        int slowed = 0;
        for (int i = 0; i < 400 && slowed == 0; i++) {
            slowed += visitor.get(page, "X-Forwarded-For", "198.51.100.7").statusCode() == 429 ? 1 : 0;
        }
        assertThat(slowed).isEqualTo(1);
        assertThat(visitor.get(page, "X-Forwarded-For", "198.51.100.8").statusCode())
                .isEqualTo(200);
        assertThat(visitor.form(page, said("acknowledge"), "X-Forwarded-For", "198.51.100.7")
                        .statusCode())
                .isEqualTo(303);
    }
}

package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.model.Action;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Words;
import uk.tocsin.receipt.CompletionToken;

/// What people answer and do on the pages of an alert, seen from outside: by their browsers, and in the reach that the
/// API tells. Every test issues an alert of its own.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.Random.class)
class AnswersIT {
    private static final Question SAFE = new Question(
            new Words("Are your people safe?", "A yw eich pobl yn ddiogel?"),
            List.of(new Words("Yes", "Ydyn"), new Words("No", "Nac ydyn")));
    private static final Question OPEN = new Question(
            new Words("Is your site open?", "A yw eich safle ar agor?"),
            List.of(new Words("Open", "Ar agor"), new Words("Closed", "Ar gau"), new Words("Partly", "Yn rhannol")));
    private static final Prompts PROMPTS = new Prompts(
            List.of(SAFE, OPEN),
            List.of(
                    new Action(Action.Kind.CALL, new Words("Call the police", "Ffonio'r heddlu"), "101"),
                    new Action(
                            Action.Kind.OPEN,
                            new Words("Read the advice", "Darllen y cyngor"),
                            "https://advice.example.test/stay?a=1"),
                    new Action(
                            Action.Kind.COMPLETE,
                            new Words("Take the training", "Gwneud yr hyfforddiant"),
                            "act-awareness"),
                    new Action(Action.Kind.COMPLETE, new Words("Take another", "Gwneud un arall"), "scan-for-all")));

    /// English; Welsh; English, and answers for three premises.
    private static final int ENGLISH = 0;

    private static final int WELSH = 1;
    private static final int MANAGER = 2;

    @TempDir
    static Path directory = Path.of("");

    private static EdgeHouse edge;
    private static int[] ordinals = {};

    @BeforeAll
    static void open() throws Exception {
        edge = EdgeHouse.open(directory);
        People people = new People(edge.house().installation().taxonomy());
        ChannelKind[] all = ChannelKind.values();
        ordinals = edge.register(List.of(
                people.one(Tier.PUBLIC, Language.EN, all),
                people.one(Tier.PUBLIC, Language.CY, all),
                people.answeringFor(3, all)));
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static String page(int alert, int person) {
        return "/a/" + edge.token(alert, ordinals[person], ChannelKind.EMAIL);
    }

    private static int asked() {
        return edge.issue(Alerts.asking(PROMPTS, ChannelKind.EMAIL));
    }

    private static Map<String, String> answer(int question, String choice) {
        return Map.of("kind", "answer", "question", "" + question, "answer-" + question, choice);
    }

    private static int post(String page, Map<String, String> form) throws Exception {
        return edge.visitor().form(page, form).statusCode();
    }

    private static JsonArray responses(int alert) throws Exception {
        return edge.reach(alert).getJsonArray("responses");
    }

    private static JsonObject said(int question, int choice, long persons) {
        return new JsonObject()
                .put("persons", persons)
                .put("question", question)
                .put("choice", choice);
    }

    private static void responds(int alert, JsonObject... expected) {
        JsonArray all = new JsonArray(List.of(expected));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(responses(alert)).isEqualTo(all));
    }

    private static long acknowledged(int alert, String who) throws Exception {
        return edge.reach(alert).getJsonObject(who).getLong("acknowledged");
    }

    // ---- the page of a token

    @Test
    void thePageAsksInTheReadersLanguage() throws Exception {
        int alert = asked();
        assertThat(edge.visitor().get(page(alert, ENGLISH)).body())
                .contains("I have read this", "I have taken action", "Are your people safe?", "Is your site open?")
                .contains("href=\"tel:101\"", "Read the advice", "Take the training", "Send this answer")
                .doesNotContain("Take another", "You answer for", "<script");
        assertThat(edge.visitor().get(page(alert, WELSH)).body())
                .contains("Rwyf wedi gweithredu", "A yw eich safle ar agor?", "Ar gau", "Darllen y cyngor")
                .doesNotContain("Are your people safe?", "lang=\"en-GB\">\n<div class=\"govuk-form");
    }

    @Test
    void anAnswerCountsIsShownAndCanBeChanged() throws Exception {
        int alert = asked();
        String page = page(alert, ENGLISH);
        HttpResponse<String> pressed = edge.visitor().form(page + "?lang=en", answer(1, "1"));
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("Location")).contains(page + "?lang=en");
        responds(alert, said(1, 1, 1));
        assertThat(acknowledged(alert, "persons")).isEqualTo(1);
        assertThat(edge.visitor().get(page).body())
                .contains("Your answer: Closed", "Change this answer", "Send this answer", "Thank you");

        assertThat(post(page, answer(1, "2"))).isEqualTo(303);
        assertThat(post(page, answer(0, "0"))).isEqualTo(303);
        assertThat(post(page, Map.of("kind", "acted"))).isEqualTo(303);
        assertThat(post(page(alert, WELSH), answer(0, "0"))).isEqualTo(303);
        responds(alert, new JsonObject().put("persons", 1L), said(0, 0, 2), said(1, 2, 1));
        assertThat(edge.visitor().get(page).body())
                .contains("Your answer: Partly", "We have noted that you have taken action.")
                .doesNotContain("Your answer: Closed");
    }

    @Test
    void aButtonWithoutAnAnswerIsAProblemThatIsSaid() throws Exception {
        int alert = asked();
        HttpResponse<String> answer =
                edge.visitor().form(page(alert, ENGLISH), Map.of("kind", "answer", "question", "1"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<title>Error: ", "There is a problem", "href=\"#answer-1\"", "id=\"answer-1-error\"")
                .doesNotContain("id=\"answer-0-error\"");
        assertThat(responses(alert)).isEmpty();
        assertThat(acknowledged(alert, "persons")).isZero();
    }

    @Test
    void whatIsNotAskedIsRefusedAndCounted() throws Exception {
        int alert = asked();
        int silent = edge.issue(Alerts.on(ChannelKind.EMAIL));
        double before = edge.refused("malformed");
        assertThat(post(page(alert, ENGLISH), answer(0, "2"))).isEqualTo(400);
        assertThat(post(page(alert, ENGLISH), answer(2, "0"))).isEqualTo(400);
        assertThat(post(page(alert, ENGLISH), Map.of())).isEqualTo(400);
        assertThat(post(page(silent, ENGLISH), answer(0, "0"))).isEqualTo(400);
        assertThat(edge.refused("malformed") - before).isEqualTo(4);
        assertThat(responses(alert)).isEmpty();
        assertThat(post(page(silent, ENGLISH), Map.of("kind", "acted"))).isEqualTo(303);
        responds(silent, new JsonObject().put("persons", 1L));
    }

    @Test
    void onePressAnswersForAllPremises() throws Exception {
        int alert = asked();
        assertThat(edge.visitor().get(page(alert, MANAGER)).body()).contains("You answer for 3 premises");
        assertThat(post(page(alert, MANAGER), Map.of("kind", "acknowledge"))).isEqualTo(303);
        edge.house().until(() -> acknowledged(alert, "premises") == 3);
        assertThat(acknowledged(alert, "persons")).isEqualTo(1);
    }

    // ---- above public, and signed in

    @Test
    void abovePublicOnlyWhoeverSignedInIsAsked() throws Exception {
        int alert = edge.issue(Alerts.restrictedAsking(PROMPTS, ChannelKind.EMAIL));
        String page = page(alert, ENGLISH);
        assertThat(edge.visitor().get(page).body())
                .contains("There is a protected message for you", "I have seen this notice")
                .doesNotContain("Are your people safe?", "taken action", "tel:101", "/go/", "Read the advice");
        assertThat(post(page, answer(0, "0"))).isEqualTo(400);
        assertThat(post(page, Map.of("kind", "acted"))).isEqualTo(400);
        assertThat(post("/go/" + alert + "/1", Map.of())).isEqualTo(404);
        assertThat(post("/go/" + alert + "/2", Map.of("token", edge.token(alert, ordinals[0], ChannelKind.EMAIL))))
                .isEqualTo(404);
        try (Browser browser = new Browser(edge.house().edge().port())) {
            edge.signIn(browser, ordinals[ENGLISH]);
            browser.open("/me/alerts/" + alert);
            assertThat(browser.page())
                    .contains("Are your people safe?", "href=\"https://advice.example.test/stay?a=1\"")
                    .contains("href=\"" + EdgeHouse.TRAINING + "?t=")
                    .doesNotContain("/go/");
            browser.submit("/me/alerts/", "kind", "answer", "question", "0", "answer-0", "1");
            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.page()).contains("Your answer: No", "Thank you");
        }
        responds(alert, said(0, 1, 1));
    }

    @Test
    void theSignedInPageTakesTheSameAnswersOnlyFromItself() throws Exception {
        int alert = asked();
        try (Browser browser = new Browser(edge.house().edge().port())) {
            edge.signIn(browser, ordinals[WELSH]);
            browser.open("/me/alerts/" + alert + "?lang=en");
            assertThat(browser.page()).contains("I have read this", "Is your site open?", "/go/" + alert + "/1");
            browser.submit("/me/alerts/", "kind", "answer", "question", "0");
            assertThat(browser.status()).isEqualTo(400);
            assertThat(browser.page()).contains("There is a problem", "href=\"#answer-0\"");
            browser.submit("/me/alerts/", "kind", "answer", "question", "0", "answer-0", "7");
            assertThat(browser.status()).isEqualTo(400);
            browser.post("/me/alerts/" + alert, answer(0, "0"));
            assertThat(browser.status()).isEqualTo(403);
            assertThat(responses(alert)).isEmpty();
            browser.open("/me/alerts/" + alert + "?lang=en").submit("/me/alerts/", "kind", "acted");
            assertThat(browser.page()).contains("We have noted that you have taken action.", "Thank you");
            browser.submit("/me/alerts/", "kind", "answer", "question", "1", "answer-1", "0");
            assertThat(browser.page()).contains("Your answer: Open");
            browser.open("/me/alerts/999999");
            assertThat(browser.status()).isEqualTo(404);
            JsonArray held = new JsonObject(browser.open("/me/data").page()).getJsonArray("answers");
            assertThat(held.stream().map(Object::toString))
                    .contains("{\"alert\":" + alert + ",\"acted\":true}")
                    .contains("{\"alert\":" + alert + ",\"question\":1,\"choice\":0}");
        }
        responds(alert, new JsonObject().put("persons", 1L), said(1, 0, 1));
    }

    // ---- actions

    @Test
    void anOpenedPageIsCountedAndNamesNobody() throws Exception {
        int alert = asked();
        String go = "/go/" + alert + "/1";
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = edge.visitor().form(go, Map.of());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).contains("https://advice.example.test/stay?a=1");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        }
        HttpResponse<String> fetched = edge.visitor().get(go);
        assertThat(fetched.statusCode()).isEqualTo(405);
        assertThat(fetched.headers().map()).doesNotContainKey("location");
        JsonArray three = new JsonArray().add(new JsonObject().put("action", 1).put("times", 3));
        edge.house().until(() -> edge.reach(alert).getJsonArray("opened").equals(three));
        for (String nowhere : List.of("/0", "/4", "/9", "/x", "/1/", "")) {
            assertThat(post("/go/" + alert + nowhere, Map.of())).as(nowhere).isEqualTo(404);
        }
        assertThat(post("/go/999999/1", Map.of())).isEqualTo(404);
        assertThat(edge.reach(alert).getJsonArray("opened")).isEqualTo(three);
    }

    @Test
    void anOpeningIsNotLostWhenTheServerStops(@TempDir Path other) throws Exception {
        int alert;
        try (EdgeHouse stopping = EdgeHouse.open(other)) {
            stopping.register(new People(stopping.house().installation().taxonomy()).with(1, ChannelKind.EMAIL));
            alert = stopping.issue(Alerts.asking(PROMPTS, ChannelKind.EMAIL));
            assertThat(stopping.visitor().form("/go/" + alert + "/1", Map.of()).statusCode())
                    .isEqualTo(303);
        }
        try (EdgeHouse again = EdgeHouse.open(other)) {
            assertThat(again.reach(alert)
                            .getJsonArray("opened")
                            .getJsonObject(0)
                            .getInteger("times"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTrainingGetsATokenOfItsOwn() throws Exception {
        int alert = asked();
        String delivery = edge.token(alert, ordinals[ENGLISH], ChannelKind.EMAIL);
        HttpResponse<String> answer = edge.visitor().form("/go/" + alert + "/2", Map.of("token", delivery));
        assertThat(answer.statusCode()).isEqualTo(303);
        String to = answer.headers().firstValue("Location").orElseThrow();
        assertThat(to).startsWith(EdgeHouse.TRAINING + "?t=").doesNotContain(delivery);
        int awareness = edge.house().installation().taxonomy().code(Dimension.DONE, "act-awareness");
        assertThat(edge.house().installation().keys().tokens().verifyCompletionUrl(to.substring(to.indexOf("?t=") + 3)))
                .contains(new CompletionToken(ordinals[ENGLISH], awareness));
        int other = asked();
        assertThat(post("/go/" + alert + "/2", Map.of())).isEqualTo(404);
        assertThat(post("/go/" + alert + "/2", Map.of("token", "x" + delivery.substring(1))))
                .isEqualTo(404);
        assertThat(post("/go/" + other + "/2", Map.of("token", delivery))).isEqualTo(404);
        assertThat(post("/go/" + alert + "/3", Map.of("token", delivery))).isEqualTo(404);
    }

    @Test
    void formsMayLeadElsewhereOnlyWhereSomethingIsOffered() throws Exception {
        String policy = "Content-Security-Policy";
        HttpResponse<String> offers = edge.visitor().get(page(asked(), ENGLISH));
        assertThat(offers.headers().firstValue(policy).orElseThrow()).contains("form-action 'self' https:;");
        HttpResponse<String> plain = edge.visitor().get(page(edge.issue(Alerts.on(ChannelKind.EMAIL)), ENGLISH));
        assertThat(plain.headers().firstValue(policy).orElseThrow()).contains("form-action 'self';");
    }

    // ---- timing

    @Test
    void theFirstWordIsPeopleAndMachineTogether() throws Exception {
        JsonObject timing = edge.reach(asked()).getJsonObject("timing");
        long people = timing.getLong("peopleMs");
        assertThat(people).isBetween(180_000L, 240_000L);
        assertThat(Instant.parse(timing.getString("dispatched")))
                .isEqualTo(Instant.parse(timing.getString("knownAt")).plusMillis(people));
        assertThat(timing.getLong("machineMs")).isBetween(0L, 60_000L);
        assertThat(timing.getLong("firstWordMs")).isEqualTo(people + timing.getLong("machineMs"));
        assertThat(edge.reach(edge.issue(Alerts.on(ChannelKind.EMAIL)))
                        .getJsonObject("timing")
                        .fieldNames())
                .containsExactlyInAnyOrder("dispatched", "machineMs");
    }
}

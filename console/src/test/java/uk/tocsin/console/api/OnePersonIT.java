package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.api.ApiHouse.ADMINISTRATOR;
import static uk.tocsin.console.api.ApiHouse.ANALYST;
import static uk.tocsin.console.api.ApiHouse.APPROVER;
import static uk.tocsin.console.api.ApiHouse.OFFICER;
import static uk.tocsin.console.api.ApiHouse.REGISTRAR;
import static uk.tocsin.console.api.ApiHouse.SECOND_OFFICER;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.api.ApiHouse.Answer;

/// Holding messages, broken glass and schedules, over HTTP.
@Timeout(120)
class OnePersonIT {
    private static final String ALL = "/api/v1/holding-messages";
    private static final JsonObject NOTHING = new JsonObject();

    @TempDir
    static Path data;

    private static ApiHouse api;

    @BeforeAll
    static void open() {
        api = ApiHouse.open(data);
        made(api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation("+447700900011")));
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static Answer made(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static JsonObject held(String key) {
        return ok(api.get(OFFICER, ALL)).body().getJsonArray("holdingMessages").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getString("key").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject approval(String key) {
        JsonObject latest = held(key).getJsonObject("latest");
        return new JsonObject().put("version", latest.getInteger("version")).put("digest", latest.getString("digest"));
    }

    private static void approved(String key) {
        ok(api.put(OFFICER, ALL + "/" + key, Samples.holding()));
        ok(api.post(APPROVER, ALL + "/" + key + "/approve", approval(key)));
    }

    private static JsonObject release(String place) {
        return new JsonObject().put("version", 1).put("place", place).put("area", 0);
    }

    private static JsonObject show(int alert) {
        return ok(api.get(OFFICER, "/api/v1/alerts/" + alert)).body();
    }

    private static int submitted() {
        int alert = made(api.post(OFFICER, "/api/v1/alerts", Samples.alert())).alert();
        ok(api.post(OFFICER, "/api/v1/alerts/" + alert + "/submit", NOTHING));
        return alert;
    }

    private static JsonObject digest(int alert) {
        return new JsonObject().put("digest", show(alert).getString("digest"));
    }

    @Test
    void aHoldingMessageIsWrittenApprovedByAnotherAndReleasedByOne() {
        approved("one");
        JsonObject content = held("one").getJsonObject("approved").getJsonObject("message");
        assertThat(content.getJsonObject("content")).isEqualTo(Samples.holding().getJsonObject("content"));
        Answer released = made(api.post(OFFICER, ALL + "/one/release", release("Camden Town")));
        JsonObject alert = show(released.alert());
        assertThat(alert.getString("status")).isEqualTo("dispatched");
        assertThat(alert.getJsonObject("content")
                        .getJsonArray("variants")
                        .getJsonObject(0)
                        .getString("headline"))
                .isEqualTo("Avoid Camden Town");
        assertThat(alert.getJsonObject("approved").getString("basis")).isEqualTo("holding-message");
        assertThat(alert.getJsonObject("approved").getString("because")).isEqualTo("one");
        assertThat(alert.getJsonObject("approved").getInteger("by")).isEqualTo(APPROVER);
        assertThat(alert.getJsonObject("submitted").getInteger("by")).isEqualTo(OFFICER);
    }

    @Test
    void whoWroteItDoesNotApproveItAndNothingWithdrawnIsReleased() {
        ok(api.put(SECOND_OFFICER, ALL + "/two", Samples.holding()));
        refused(api.post(SECOND_OFFICER, ALL + "/two/approve", approval("two")), 403, "two-people");
        refused(api.post(OFFICER, ALL + "/two/release", release("Camden Town")), 409, "status");
        ok(api.post(APPROVER, ALL + "/two/approve", approval("two")));
        ok(api.post(OFFICER, ALL + "/two/withdraw", new JsonObject().put("reason", "Out of date")));
        refused(api.post(OFFICER, ALL + "/two/release", release("Camden Town")), 409, "status");
        refused(api.post(OFFICER, ALL + "/none/release", release("Camden Town")), 404, "unknown-holding-message");
        refused(
                api.put(
                        OFFICER,
                        ALL + "/two",
                        Samples.holding().put("version", 2).put("areas", new JsonArray())),
                422,
                "content");
        refused(api.put(OFFICER, ALL + "/two", Samples.holding().put("version", 1)), 409, "version");
    }

    @Test
    void aBadPlaceIsRefusedWithWords() {
        approved("three");
        for (String place : List.of("see evil.example", "the {place}", "x".repeat(81), "a\nb")) {
            refused(api.post(OFFICER, ALL + "/three/release", release(place)), 422, "field");
        }
        refused(api.post(OFFICER, ALL + "/three/release", release("Camden").put("area", 1)), 422, "field");
        refused(api.post(OFFICER, ALL + "/three/release", release("Camden").put("version", 2)), 409, "version");
    }

    @Test
    void twoOfficersAtOnceMakeOneAlert() throws Exception {
        approved("four");
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Answer>> both = two.invokeAll(List.<Callable<Answer>>of(
                    () -> api.post(OFFICER, ALL + "/four/release", release("Camden Town")),
                    () -> api.post(SECOND_OFFICER, ALL + "/four/release", release("camden town"))));
            List<Integer> statuses =
                    List.of(both.getFirst().get().status(), both.getLast().get().status());
            assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        }
        refused(api.post(OFFICER, ALL + "/four/release", release("Camden Town")), 409, "stale");
    }

    @Test
    void releasesForManyPlacesAtOnceAllGoOut() throws Exception {
        approved("five");
        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            List<Callable<Answer>> all = List.of(
                    () -> api.post(OFFICER, ALL + "/five/release", release("Barnet")),
                    () -> api.post(OFFICER, ALL + "/five/release", release("Brent")),
                    () -> api.post(SECOND_OFFICER, ALL + "/five/release", release("Bromley")),
                    () -> api.post(OFFICER, "/api/v1/alerts", Samples.alert()));
            for (Future<Answer> answer : four.invokeAll(all)) {
                made(answer.get());
            }
        }
    }

    @Test
    void aRepeatedReleaseUnderOneKeyIsOneAlert() {
        approved("six");
        Map<String, String> key = Map.of("Idempotency-Key", "release-1");
        int first = made(api.post(OFFICER, ALL + "/six/release", release("Camden Town"), key))
                .alert();
        int second = made(api.post(OFFICER, ALL + "/six/release", release("Camden Town"), key))
                .alert();
        assertThat(second).isEqualTo(first);
        refused(api.post(OFFICER, ALL + "/six/release", release("Barnet"), key), 409, "key-reused");
    }

    @Test
    void anOfficerBreaksTheGlassAndOwesAReview() {
        int alert = submitted();
        JsonObject glass = digest(alert).put("reason", "Shots are being fired");
        refused(api.post(SECOND_OFFICER, "/api/v1/alerts/" + alert + "/break-glass", glass), 403, "own-alert");
        ok(api.post(OFFICER, "/api/v1/alerts/" + alert + "/break-glass", glass));
        JsonObject shown = show(alert);
        assertThat(shown.getString("status")).isEqualTo("dispatched");
        assertThat(shown.getBoolean("reviewOwed")).isTrue();
        assertThat(shown.getJsonObject("approved").getString("basis")).isEqualTo("break-glass");
        assertThat(ok(api.get(APPROVER, "/api/v1/reviews")).text())
                .contains("\"alert\":" + alert)
                .contains("Shots are being fired");
        JsonObject review = new JsonObject().put("finding", "There was no time").put("justified", true);
        ok(api.post(SECOND_OFFICER, "/api/v1/alerts/" + alert + "/review", review));
        assertThat(show(alert).getJsonObject("review").getBoolean("justified")).isTrue();
        assertThat(ok(api.get(APPROVER, "/api/v1/reviews")).text()).doesNotContain("\"alert\":" + alert);
        refused(api.post(APPROVER, "/api/v1/alerts/" + alert + "/review", review), 409, "status");
    }

    @Test
    void aScheduleIsMovedAndADriftedAudienceVoidsIt() {
        int alert = submitted();
        String soon = api.house.clock().instant().plusSeconds(3600).toString();
        ok(api.post(
                APPROVER, "/api/v1/alerts/" + alert + "/approve", digest(alert).put("at", soon)));
        made(api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation("+447700900012")));
        String sooner = api.house.clock().instant().plusSeconds(1).toString();
        refused(
                api.post(OFFICER, "/api/v1/alerts/" + alert + "/schedule", new JsonObject().put("at", sooner)),
                403,
                "missing-role");
        ok(api.post(SECOND_OFFICER, "/api/v1/alerts/" + alert + "/schedule", new JsonObject().put("at", sooner)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> show(alert).getString("status").equals("voided"));
        JsonObject drift = show(alert).getJsonObject("drift");
        assertThat(drift.getInteger("counted")).isGreaterThan(drift.getInteger("submitted"));
    }

    @Test
    void howFarAnAudienceMayDriftIsAnAdministrators() {
        ok(api.put(ADMINISTRATOR, "/api/v1/drift", new JsonObject().put("percent", 15)));
        assertThat(ok(api.get(ANALYST, "/api/v1/drift")).body().getInteger("percent"))
                .isEqualTo(15);
        refused(api.put(ADMINISTRATOR, "/api/v1/drift", new JsonObject().put("percent", 101)), 422, "field");
    }
}

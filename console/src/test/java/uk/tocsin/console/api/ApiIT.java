package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.api.ApiHouse.ADMINISTRATOR;
import static uk.tocsin.console.api.ApiHouse.ANALYST;
import static uk.tocsin.console.api.ApiHouse.APPROVER;
import static uk.tocsin.console.api.ApiHouse.OFFICER;
import static uk.tocsin.console.api.ApiHouse.REGISTRAR;
import static uk.tocsin.console.api.ApiHouse.SECOND_OFFICER;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.api.ApiHouse.Answer;

/// The life of alerts over HTTP, against a real installation.
class ApiIT {
    private static final String PAGED = "/api/v1/staff/" + SECOND_OFFICER + "/endpoints";
    private static final JsonObject NOTHING = new JsonObject();
    private static final JsonObject REASON = new JsonObject().put("reason", "the area is wrong");

    @TempDir
    static Path data;

    private static ApiHouse api;

    @BeforeAll
    static void open() {
        api = ApiHouse.open(data);
        Answer answer = api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation("+447700900001"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        Awaitility.await().until(() -> count("everyone") > 0);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    // ---- steps of a life

    private static int draft() {
        return made(api.post(OFFICER, "/api/v1/alerts", Samples.alert()));
    }

    private static int made(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.alert();
    }

    private static int submitted() {
        int alert = draft();
        ok(act(OFFICER, alert, "submit", NOTHING));
        return alert;
    }

    private static int dispatched() {
        int alert = submitted();
        ok(approve(APPROVER, alert));
        return alert;
    }

    private static Answer act(int staff, int alert, String what, JsonObject body) {
        return api.post(staff, "/api/v1/alerts/" + alert + "/" + what, body);
    }

    private static Answer approve(int staff, int alert) {
        return act(staff, alert, "approve", new JsonObject().put("digest", digest(alert)));
    }

    private static JsonObject show(int alert) {
        Answer answer = api.get(OFFICER, "/api/v1/alerts/" + alert);
        ok(answer);
        return answer.body();
    }

    private static String digest(int alert) {
        return show(alert).getString("digest");
    }

    private static String status(int alert) {
        return show(alert).getString("status");
    }

    private static void ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    // ---- the life of an alert

    @Test
    void everyFieldOfADraftComesBackAsItWasWritten() {
        JsonObject written = Samples.alert();

        JsonObject read = show(made(api.post(OFFICER, "/api/v1/alerts", written)));

        assertThat(read.getString("status")).isEqualTo("draft");
        assertThat(read.getJsonObject("content")).isEqualTo(written);
        assertThat(read.getJsonArray("editors")).isEqualTo(JsonArray.of(OFFICER));
    }

    @Test
    void anAlertIsWrittenReturnedMendedAndApprovedByASecondPerson() {
        int alert = submitted();
        assertThat(show(alert).getJsonObject("submitted").getInteger("matched")).isGreaterThanOrEqualTo(1);
        ok(act(APPROVER, alert, "return", REASON));
        assertThat(show(alert).getString("reason")).isEqualTo("the area is wrong");

        ok(api.put(OFFICER, "/api/v1/alerts/" + alert, Samples.alert().put("event", "Suspicious vehicle")));
        ok(act(OFFICER, alert, "submit", NOTHING));
        ok(approve(APPROVER, alert));

        JsonObject approved = show(alert);
        assertThat(approved.getString("status")).isIn("dispatched", "closed");
        assertThat(approved.getInteger("version")).isEqualTo(2);
        assertThat(approved.getJsonObject("approved").getInteger("by")).isEqualTo(APPROVER);
        assertThat(approved.getJsonObject("approved").getString("signature")).contains(".");
        assertThat(approved.getString("dispatchedAt")).isNotNull();
    }

    @Test
    void nobodyApprovesWhatTheyEdited() {
        int alert = made(api.post(SECOND_OFFICER, "/api/v1/alerts", Samples.alert()));
        ok(act(SECOND_OFFICER, alert, "submit", NOTHING));

        refused(approve(SECOND_OFFICER, alert), 403, "two-people");

        assertThat(status(alert)).isEqualTo("submitted");
    }

    @Test
    void anApprovalOfSomethingElseIsRefused() {
        int alert = submitted();
        JsonObject other = new JsonObject().put("digest", "0".repeat(64));

        refused(act(APPROVER, alert, "approve", other), 409, "digest");

        assertThat(status(alert)).isEqualTo("submitted");
    }

    @Test
    void aRejectedAlertStaysRejected() {
        int alert = submitted();
        ok(act(APPROVER, alert, "reject", REASON));

        refused(approve(APPROVER, alert), 409, "status");
        assertThat(status(alert)).isEqualTo("rejected");
    }

    @Test
    void aScheduledAlertCanBeVoidedOrCancelled() {
        for (String what : List.of("void", "cancel")) {
            int alert = submitted();
            JsonObject later = new JsonObject()
                    .put("digest", digest(alert))
                    .put("at", Instant.now().plus(Duration.ofMinutes(30)).toString());
            ok(act(APPROVER, alert, "approve", later));
            assertThat(status(alert)).isEqualTo("scheduled");

            ok(act(OFFICER, alert, what, REASON));
            assertThat(status(alert)).isEqualTo(what.equals("void") ? "voided" : "cancelled");
        }
    }

    @Test
    void aScheduledAlertIsDispatchedWhenItsTimeComes() {
        int alert = submitted();
        JsonObject soon = new JsonObject()
                .put("digest", digest(alert))
                .put("at", Instant.now().plus(Duration.ofSeconds(2)).toString());
        ok(act(APPROVER, alert, "approve", soon));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> show(alert).containsKey("dispatchedAt"));
    }

    @Test
    void aScheduleOutsideTheAlertsLifeIsRefused() {
        int alert = submitted();
        JsonObject late = new JsonObject()
                .put("digest", digest(alert))
                .put("at", Instant.now().plus(Duration.ofDays(30)).toString());

        refused(act(APPROVER, alert, "approve", late), 422, "time");
    }

    @Test
    void aDispatchedAlertIsHaltedResumedChangedAndCancelled() {
        int alert = dispatched();
        ok(act(OFFICER, alert, "halt", REASON));
        assertThat(show(alert).getBoolean("halted")).isTrue();
        ok(act(APPROVER, alert, "resume", NOTHING));
        assertThat(show(alert).getBoolean("halted")).isFalse();

        int update = made(act(OFFICER, alert, "updates", Samples.update()));
        assertThat(show(update).getString("relation")).isEqualTo("update");
        ok(act(OFFICER, update, "submit", NOTHING));
        ok(approve(APPROVER, update));
        assertThat(status(alert)).isEqualTo("superseded");

        ok(act(OFFICER, update, "cancel", REASON));
        assertThat(status(update)).isEqualTo("cancelled");
    }

    @Test
    void aDispatchedAlertIsResentUnderItsFirstApproval() {
        int alert = dispatched();

        int resend = made(act(OFFICER, alert, "resend", NOTHING));

        assertThat(show(resend).getString("relation")).isEqualTo("resend");
        assertThat(show(resend).getInteger("parent")).isEqualTo(alert);
        assertThat(show(alert).getJsonArray("children")).contains(resend);
    }

    @Test
    void aStepIsStoppedOnce() {
        int alert = dispatched();
        ok(act(OFFICER, alert, "steps/1/stop", NOTHING));

        refused(act(OFFICER, alert, "steps/1/stop", NOTHING), 422, "step");
        refused(act(OFFICER, alert, "steps/9/stop", NOTHING), 422, "step");
        assertThat(show(alert).getJsonArray("stoppedSteps")).isEqualTo(JsonArray.of(1));
    }

    @Test
    void everythingIsHaltedAndResumed() {
        ok(api.post(ADMINISTRATOR, "/api/v1/halt", REASON));
        assertThat(api.get(OFFICER, "/api/v1/channels").body().getBoolean("halted"))
                .isTrue();
        ok(api.post(APPROVER, "/api/v1/resume", NOTHING));
        assertThat(api.get(OFFICER, "/api/v1/channels").body().getBoolean("halted"))
                .isFalse();
    }

    @Test
    void whatCannotBeSentCannotBeSubmitted() {
        JsonObject bad = Samples.alert().put("link", "ftp://alerts.example.test/");
        int alert = made(api.post(OFFICER, "/api/v1/alerts", bad));

        Answer answer = act(OFFICER, alert, "submit", NOTHING);

        refused(answer, 422, "content");
        assertThat(answer.body().getString("detail")).contains("link:");
    }

    /// Markup and statements are words like others: what shows them escapes them.
    @Test
    void wordsAreKeptAsTheyAre() {
        for (String words :
                List.of("<script>alert(1)</script>", "'; DROP TABLE alerts; --", "{{7*7}} ${x} %s", "👩‍🚒 ŵ")) {
            int alert = made(api.post(OFFICER, "/api/v1/alerts", Samples.alert().put("event", words)));
            assertThat(show(alert).getJsonObject("content").getString("event")).isEqualTo(words);
        }
    }

    @Test
    void ofTwoRacingApprovalsOneWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            int alert = submitted();
            List<Answer> answers = together(() -> approve(APPROVER, alert), () -> approve(SECOND_OFFICER, alert));
            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
        }
    }

    private static List<Answer> together(Callable<Answer> left, Callable<Answer> right) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Answer>> asked =
                    Stream.of(left, right).map(threads::submit).toList();
            return List.of(asked.get(0).get(), asked.get(1).get());
        }
    }

    // ---- idempotency

    @Test
    void theSameKeyGivesTheSameAnswerAndOneAct() {
        Map<String, String> key = Map.of("Idempotency-Key", "once-draft");
        Answer first = api.post(OFFICER, "/api/v1/alerts", Samples.alert(), key);
        long end = end();

        Answer again = api.post(OFFICER, "/api/v1/alerts", Samples.alert(), key);

        assertThat(again).isEqualTo(first);
        assertThat(alerts()).filteredOn(n -> n == first.alert()).hasSize(1);
        assertThat(alerts().getFirst()).isGreaterThanOrEqualTo(first.alert());
        assertThat(end()).isGreaterThan(end);
        int after = draft();
        assertThat(after).isEqualTo(alerts().getFirst());
    }

    private static List<Integer> alerts() {
        return api.get(OFFICER, "/api/v1/alerts?limit=500").body().getJsonArray("alerts").stream()
                .map(row -> ((JsonObject) row).getInteger("alert"))
                .toList();
    }

    private static long end() {
        return api.get(ADMINISTRATOR, "/api/v1/audit?limit=1").body().getLong("end");
    }

    /// How many acts of the audit note this about somebody.
    private static long noted(String note, int subject) {
        return api.get(ADMINISTRATOR, "/api/v1/audit?limit=1000").body().getJsonArray("acts").stream()
                .map(row -> ((JsonObject) row).getJsonObject("about"))
                .filter(about -> note.equals(about.getString("note")) && about.getInteger("subject") == subject)
                .count();
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        Map<String, String> key = Map.of("Idempotency-Key", "other-body");
        int alert = made(api.post(OFFICER, "/api/v1/alerts", Samples.alert(), key));

        Answer other = api.post(OFFICER, "/api/v1/alerts", Samples.alert().put("event", "Fire"), key);

        refused(other, 409, "key-reused");
        assertThat(show(alert).getString("event")).isEqualTo("Suspicious item");
    }

    @Test
    void aKeyBelongsToOnePersonAndOneAddress() {
        Map<String, String> key = Map.of("Idempotency-Key", "mine");
        int mine = made(api.post(OFFICER, "/api/v1/alerts", Samples.alert(), key));
        int theirs = made(api.post(SECOND_OFFICER, "/api/v1/alerts", Samples.alert(), key));

        assertThat(theirs).isNotEqualTo(mine);
        ok(api.post(OFFICER, "/api/v1/alerts/" + mine + "/submit", NOTHING, key));
        ok(api.post(OFFICER, "/api/v1/alerts/" + mine + "/submit", NOTHING, key));
    }

    @Test
    void aRefusalIsRepeatedToo() {
        int alert = submitted();
        Map<String, String> key = Map.of("Idempotency-Key", "refused");
        JsonObject wrong = new JsonObject().put("digest", "1".repeat(64));
        String path = "/api/v1/alerts/" + alert + "/approve";
        refused(api.post(APPROVER, path, wrong, key), 409, "digest");

        refused(api.post(APPROVER, path, wrong, key), 409, "digest");
        JsonObject right = new JsonObject().put("digest", digest(alert));
        refused(api.post(APPROVER, path, right, key), 409, "key-reused");
    }

    @Test
    void racingRequestsUnderOneKeyAreOneAct() throws Exception {
        for (int round = 0; round < 5; round++) {
            Map<String, String> key = Map.of("Idempotency-Key", "race-" + round);
            Callable<Answer> ask = () -> api.post(OFFICER, "/api/v1/alerts", Samples.alert(), key);
            List<Answer> answers = together(ask, ask);
            assertThat(answers.get(0).status()).isEqualTo(201);
            assertThat(answers.get(1)).isEqualTo(answers.get(0));
        }
    }

    @Test
    void ofRacingRequestsThatDifferUnderOneKeyOneIsDone() throws Exception {
        for (int round = 0; round < 5; round++) {
            Map<String, String> key = Map.of("Idempotency-Key", "differ-" + round);
            List<Answer> answers = together(
                    () -> api.post(OFFICER, "/api/v1/alerts", Samples.alert(), key),
                    () -> api.post(OFFICER, "/api/v1/alerts", Samples.alert().put("event", "Fire"), key));
            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void aLateRepetitionGetsTheFirstAnswer() {
        int alert = draft();
        Map<String, String> key = Map.of("Idempotency-Key", "late");
        String path = "/api/v1/alerts/" + alert + "/submit";
        Answer first = api.post(OFFICER, path, NOTHING, key);
        ok(act(APPROVER, alert, "return", REASON));
        ok(api.put(OFFICER, "/api/v1/alerts/" + alert, Samples.alert().put("event", "Fire")));

        assertThat(api.post(OFFICER, path, NOTHING, key)).isEqualTo(first);
        assertThat(status(alert)).isEqualTo("draft");
    }

    @Test
    void aMalformedKeyIsRefused() {
        for (String key : List.of("", "two words", "k".repeat(201))) {
            Answer answer = api.post(OFFICER, "/api/v1/alerts", Samples.alert(), Map.of("Idempotency-Key", key));
            refused(answer, 400, "malformed");
        }
    }

    @Test
    void aRegistrationAskedTwiceIsOneRegistration() {
        Map<String, String> key = Map.of("Idempotency-Key", "cafe");
        JsonObject body = Samples.organisation("+447700900077", "wales");
        Answer first = api.post(REGISTRAR, "/api/v1/organisations", body, key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);

        Answer again = api.post(REGISTRAR, "/api/v1/organisations", body, key);

        assertThat(again).isEqualTo(first);
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> count("region = wales") == 1);
        Answer other = api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation("+447700900078"), key);
        refused(other, 409, "key-reused");
    }

    // ---- questions

    private static long count(String audience) {
        Answer answer = api.post(OFFICER, "/api/v1/audiences/count", new JsonObject().put("audience", audience));
        ok(answer);
        return answer.body().getLong("count");
    }

    @Test
    void anAudienceIsCountedAndExplained() {
        assertThat(count("sector = food-and-drink and region = london")).isGreaterThanOrEqualTo(1);
        assertThat(count("sector = energy")).isZero();
        JsonObject audience = new JsonObject().put("audience", "sector = food-and-drink and not has = push");
        Answer explained = api.post(OFFICER, "/api/v1/audiences/explain", audience);
        ok(explained);
        assertThat(explained.body().getJsonArray("parts")).hasSize(2);
    }

    @Test
    void aWrongAudienceIsToldWhereAndWhatMayBeMeant() {
        Answer answer =
                api.post(OFFICER, "/api/v1/audiences/count", new JsonObject().put("audience", "secter = retail"));

        refused(answer, 400, "malformed");
        JsonObject error = answer.body().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo("audience");
        assertThat(error.getString("reason")).contains("at 0", "did you mean \"sector\"?");
    }

    @Test
    void reachIsSlicedByAnyDimension() {
        int alert = dispatched();

        Answer reach = api.get(OFFICER, "/api/v1/alerts/" + alert + "/reach?by=region,size&by=sector");

        ok(reach);
        assertThat(reach.body().getJsonObject("by").fieldNames()).containsExactlyInAnyOrder("region", "size", "sector");
        refused(api.get(OFFICER, "/api/v1/alerts/" + alert + "/reach?by=regoin"), 400, "malformed");
        refused(api.get(OFFICER, "/api/v1/alerts/999999/reach"), 404, "not-found");
        refused(api.get(ANALYST, "/api/v1/alerts/" + alert + "/reach"), 403, "missing-role");
    }

    @Test
    void alertsAreListedByPagesNewestFirst() {
        draft();
        draft();
        draft();
        Answer first = api.get(OFFICER, "/api/v1/alerts?limit=2&status=draft");
        ok(first);
        JsonArray rows = first.body().getJsonArray("alerts");
        assertThat(rows).hasSize(2);
        int before = first.body().getInteger("before");
        Answer next = api.get(OFFICER, "/api/v1/alerts?limit=2&status=draft&before=" + before);
        assertThat(next.body().getJsonArray("alerts").getJsonObject(0).getInteger("alert"))
                .isLessThan(rows.getJsonObject(1).getInteger("alert"));
        for (String query : List.of("limit=0", "limit=501", "limit=x", "before=-1", "status=gone", "limit=1&limit=2")) {
            refused(api.get(OFFICER, "/api/v1/alerts?" + query), 400, "malformed");
        }
    }

    // ---- people

    @Test
    void staffAreAddedAndLoseAccessAtOnce() {
        JsonObject member = new JsonObject().put("staff", 41).put("roles", JsonArray.of("officer"));
        Answer added = api.post(ADMINISTRATOR, "/api/v1/staff", member);
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        String token = added.body().getString("token");
        assertThat(me(token).status()).isEqualTo(200);

        JsonObject gone = new JsonObject().put("active", false).put("roles", JsonArray.of("officer"));
        ok(api.put(ADMINISTRATOR, "/api/v1/staff/41", gone));

        refused(me(token), 401, "unknown-token");
        refused(api.post(ADMINISTRATOR, "/api/v1/staff/41/tokens", NOTHING), 404, "not-found");
        assertThat(api.get(ADMINISTRATOR, "/api/v1/staff").body().getJsonArray("staff"))
                .contains(new JsonObject()
                        .put("staff", 41)
                        .put("active", false)
                        .put("roles", JsonArray.of("officer"))
                        .put("enrolling", false));
    }

    private static Answer me(String token) {
        return api.send(token, HttpMethod.GET, "/api/v1/staff/me", new byte[0], Map.of());
    }

    @Test
    void tokensAreRevokedOneByOne() {
        JsonObject member = new JsonObject().put("staff", 42).put("roles", JsonArray.of("analyst"));
        Answer first = api.post(ADMINISTRATOR, "/api/v1/staff", member);
        refused(api.post(ADMINISTRATOR, "/api/v1/staff/42/tokens", NOTHING), 409, "status");
        refused(api.post(OFFICER, "/api/v1/staff/42/tokens", NOTHING), 403, "missing-role");
        Answer second = api.send(
                first.body().getString("token"), HttpMethod.POST, "/api/v1/staff/42/tokens", new byte[0], Map.of());
        String path = "/api/v1/staff/42/tokens/" + first.body().getString("id");
        refused(api.delete(OFFICER, path), 403, "missing-role");

        ok(api.delete(ADMINISTRATOR, path));

        refused(me(first.body().getString("token")), 401, "unknown-token");
        assertThat(me(second.body().getString("token")).status()).isEqualTo(200);
        refused(api.delete(ADMINISTRATOR, path), 404, "not-found");
        refused(api.delete(ADMINISTRATOR, "/api/v1/staff/42/tokens/x"), 400, "malformed");
        String own = "/api/v1/staff/42/tokens/" + second.body().getString("id");
        String token = second.body().getString("token");
        ok(api.send(token, HttpMethod.DELETE, own, new byte[0], Map.of()));
        refused(me(token), 401, "unknown-token");
    }

    @Test
    void nobodySetsTheirOwnRights() {
        JsonObject self = new JsonObject().put("active", true).put("roles", JsonArray.of("approver", "administrator"));

        refused(api.put(ADMINISTRATOR, "/api/v1/staff/" + ADMINISTRATOR, self), 403, "own-rights");
    }

    @Test
    void everyRouteKeepsItsRoles() {
        for (Route route : api.server.routes()) {
            if (!route.path().startsWith("/api/v1/") || route.path().endsWith(".yaml")) {
                continue;
            }
            String path = route.path()
                    .replaceAll("\\{channel}", "sms")
                    .replaceAll("\\{token}", "0".repeat(64))
                    .replaceAll("\\{[a-z]+}", "999999");
            Answer stranger = api.send("", route.method(), path, new byte[0], Map.of());
            refused(stranger, 401, "no-token");
            refused(api.send("tocsin_x", route.method(), path, new byte[0], Map.of()), 401, "unknown-token");
            for (int staff : List.of(ADMINISTRATOR, OFFICER, APPROVER, ANALYST, REGISTRAR)) {
                boolean may = route.roles().isEmpty() || route.roles().contains(Samples.role(staff));
                if (!may) {
                    Answer answer = api.send(api.token(staff), route.method(), path, new byte[0], Map.of());
                    refused(answer, 403, "missing-role");
                }
            }
        }
    }

    // ---- the register, policy and the audit

    @Test
    void aTierIsDecidedAndRevoked() {
        String path = "/api/v1/subscribers/0/tier";
        JsonObject security = new JsonObject().put("tier", "security").put("until", "2099-01-01T00:00:00Z");
        refused(api.put(REGISTRAR, path, security), 409, "tier");
        JsonObject sponsor = new JsonObject().put("tier", "security").put("evidence", "File 2026/17");
        ok(api.post(OFFICER, path + "/sponsor", sponsor));
        assertThat(api.get(REGISTRAR, "/api/v1/sponsorships")
                        .body()
                        .getJsonArray("sponsorships")
                        .getJsonObject(0)
                        .getString("evidence"))
                .isEqualTo("File 2026/17");
        ok(api.put(REGISTRAR, path, security));
        assertThat(api.get(REGISTRAR, path).body().getString("tier")).isEqualTo("security");

        ok(api.post(ADMINISTRATOR, path + "/revoke", REASON));

        refused(api.get(REGISTRAR, path), 404, "not-found");
        refused(api.post(REGISTRAR, path + "/revoke", REASON), 409, "tier");
        refused(api.put(REGISTRAR, path, NOTHING), 400, "malformed");
        JsonObject past = new JsonObject().put("tier", "business").put("until", "2020-01-01T00:00:00Z");
        refused(api.put(REGISTRAR, path, past), 422, "time");
    }

    @Test
    void anEndpointIsSuppressedAndReleased() {
        Answer registered = api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation("+447700900055"));
        int subscriber = registered.body().getJsonArray("subscribers").getInteger(0);
        String path = "/api/v1/subscribers/" + subscriber + "/endpoints/";

        JsonObject until = new JsonObject().put("until", "2099-01-01T00:00:00Z");
        Answer suppressed = api.post(REGISTRAR, path + "0/suppress", until);
        JsonObject listed = api.get(REGISTRAR, "/api/v1/subscribers/" + subscriber + "/suppressions")
                .body()
                .getJsonArray("suppressions")
                .getJsonObject(0);
        assertThat(listed.getString("cause")).isEqualTo("officer");
        assertThat(listed.getString("until")).isEqualTo("2099-01-01T00:00:00Z");
        JsonObject over = new JsonObject().put("until", "2020-01-01T00:00:00Z");
        refused(api.post(REGISTRAR, path + "0/suppress", over), 400, "malformed");

        ok(suppressed);
        assertThat(suppressed.body().getBoolean("suppressed")).isTrue();
        assertThat(noted("suppressed", subscriber)).isOne();
        refused(api.post(REGISTRAR, path + "0/release", NOTHING), 400, "malformed");
        assertThat(api.post(REGISTRAR, path + "0/release", REASON).body().getBoolean("suppressed"))
                .isFalse();
        refused(api.post(REGISTRAR, path + "15/suppress", NOTHING), 400, "malformed");
    }

    @Test
    void aSubscriberIsErasedOnce() {
        Answer registered = api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation("+447700900066"));
        int subscriber = registered.body().getJsonArray("subscribers").getInteger(0);
        String path = "/api/v1/subscribers/" + subscriber;

        ok(api.delete(REGISTRAR, path));
        refused(api.delete(REGISTRAR, path), 404, "not-found");
        assertThat(noted("erased", subscriber)).isOne();
        refused(api.delete(OFFICER, path), 403, "missing-role");
    }

    @Test
    void aRunningInstallationIsBackedUp() {
        JsonObject backup = new JsonObject().put("name", "nightly-" + UUID.randomUUID());

        assertThat(api.post(ADMINISTRATOR, "/api/v1/backups", backup).status()).isEqualTo(201);
        refused(api.post(ADMINISTRATOR, "/api/v1/backups", backup), 409, "backup-exists");
        refused(api.post(ADMINISTRATOR, "/api/v1/backups", new JsonObject().put("name", "../etc")), 400, "malformed");
        refused(api.post(OFFICER, "/api/v1/backups", backup), 403, "missing-role");
    }

    @Test
    void anAdministratorConfirmsTheClock() {
        ok(api.post(ADMINISTRATOR, "/api/v1/clock/confirm", NOTHING));
        refused(api.post(OFFICER, "/api/v1/clock/confirm", NOTHING), 403, "missing-role");
    }

    @Test
    void channelsHaveQuotasAndCanBeClosed() {
        ok(api.put(ADMINISTRATOR, "/api/v1/channels/sms/quota", new JsonObject().put("perMinute", 600)));
        ok(api.post(ADMINISTRATOR, "/api/v1/channels/sms/close", NOTHING));
        JsonArray channels = api.get(ANALYST, "/api/v1/channels").body().getJsonArray("channels");
        assertThat(channels)
                .contains(new JsonObject()
                        .put("channel", "sms")
                        .put("open", false)
                        .put("perMinute", 600));
        ok(api.post(ADMINISTRATOR, "/api/v1/channels/sms/open", NOTHING));
        refused(
                api.put(ADMINISTRATOR, "/api/v1/channels/sms/quota", new JsonObject().put("perMinute", 0)),
                400,
                "malformed");
        refused(api.post(ADMINISTRATOR, "/api/v1/channels/pigeon/open", NOTHING), 400, "malformed");
    }

    @Test
    void templatesAndOnCallAreKept() {
        ok(api.put(OFFICER, "/api/v1/templates/suspicious-item", Samples.alert()));
        assertThat(api.get(ADMINISTRATOR, "/api/v1/templates").body().getJsonArray("templates"))
                .contains(new JsonObject().put("key", "suspicious-item").put("content", Samples.alert()));
        ok(api.delete(OFFICER, "/api/v1/templates/suspicious-item"));
        refused(api.delete(OFFICER, "/api/v1/templates/suspicious-item"), 422, "field");

        ok(api.put(APPROVER, "/api/v1/on-call", new JsonObject().put("staff", JsonArray.of(3, 6))));
        assertThat(api.get(OFFICER, "/api/v1/on-call").body().getJsonArray("staff"))
                .isEqualTo(JsonArray.of(3, 6));
        JsonObject over = new JsonObject().put("staff", 6).put("until", "2026-01-01T00:00:00Z");
        JsonArray shifts = JsonArray.of(over, new JsonObject().put("staff", 3));
        ok(api.put(APPROVER, "/api/v1/on-call", new JsonObject().put("shifts", shifts)));
        JsonObject rota = api.get(OFFICER, "/api/v1/on-call").body();
        assertThat(rota.getJsonArray("shifts")).isEqualTo(shifts);
        assertThat(rota.getJsonArray("staff")).isEqualTo(JsonArray.of(3));
        refused(
                api.put(APPROVER, "/api/v1/on-call", new JsonObject().put("staff", JsonArray.of(777))),
                404,
                "unknown-staff");
    }

    @Test
    void theAuditLogTellsWhoDidWhatAndWhatCameOfIt() {
        long from = end();
        int alert = draft();
        refused(act(APPROVER, alert, "approve", new JsonObject().put("digest", "2".repeat(64))), 409, "status");

        Answer page = api.get(ADMINISTRATOR, "/api/v1/audit?from=" + from + "&limit=1000");

        ok(page);
        List<String> told = page.body().getJsonArray("acts").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getInteger("actor") != 0)
                .map(row -> row.getInteger("actor") + " " + row.getString("act") + " " + row.getString("verdict"))
                .toList();
        assertThat(told).containsSubsequence(OFFICER + " VersionSaved accepted", APPROVER + " Approved status");
        assertThat(page.text()).doesNotContain("Suspicious");
        Answer empty = api.get(ADMINISTRATOR, "/api/v1/audit?from=1000000");
        assertThat(empty.body().getJsonArray("acts")).isEmpty();
    }

    @Test
    void theHeadOfTheAuditLogIsSigned() {
        draft();
        draft();

        Answer head = api.post(ADMINISTRATOR, "/api/v1/audit/checkpoint", NOTHING);

        ok(head);
        assertThat(head.body().getLong("checkpoint")).isPositive();
    }

    // ---- before and after

    @Test
    void aForecastSaysWhomEachStepWouldServeAndWhatItCosts() {
        int alert = made(api.post(OFFICER, "/api/v1/alerts", Samples.alert()));

        Answer answer = api.get(APPROVER, "/api/v1/alerts/" + alert + "/forecast");
        ok(answer);
        long meant = answer.body().getLong("meant");
        assertThat(meant).isPositive();
        JsonObject texts = answer.body().getJsonArray("steps").getJsonObject(1);
        assertThat(texts.getBoolean("atMost")).isTrue();
        assertThat(texts.getInteger("parts")).isPositive();
        assertThat(texts.getLong("people")).isBetween(0L, meant);
        assertThat(answer.body().getJsonArray("steps").getJsonObject(0).getBoolean("atMost"))
                .isFalse();
        BigDecimal cost = new BigDecimal("0.04")
                .multiply(BigDecimal.valueOf(texts.getLong("people") * texts.getInteger("parts")));
        assertThat(new BigDecimal(answer.body().getString("poundsAtMost"))).isEqualByComparingTo(cost);
    }

    @Test
    void theKillSwitchSaysWhatWentWhatStandsStillAndWhatNobodyKnows() {
        int alert = dispatched();
        ok(api.post(OFFICER, "/api/v1/halt", REASON));
        JsonObject report = api.get(OFFICER, "/api/v1/halt").body();
        ok(api.post(APPROVER, "/api/v1/resume", NOTHING));

        assertThat(report.getBoolean("halted")).isTrue();
        JsonObject row = report.getJsonArray("alerts").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getInteger("alert") == alert)
                .findFirst()
                .orElseThrow();
        assertThat(row.getBoolean("halted")).isFalse();
        row.getJsonObject("channels")
                .forEach(channel -> assertThat(((JsonObject) channel.getValue()).fieldNames())
                        .containsExactlyInAnyOrder("went", "stopped", "unknown"));
        assertThat(api.get(OFFICER, "/api/v1/halt").body().getBoolean("halted")).isFalse();
    }

    @Test
    void whoHasNowhereToBePagedIsPassedOver() {
        JsonObject phone = new JsonObject().put("channel", "sms").put("address", "+447700900123");
        ok(api.put(ADMINISTRATOR, PAGED, new JsonObject().put("endpoints", JsonArray.of(phone))));
        assertThat(ordinal()).isNotNegative();
        ok(api.put(ADMINISTRATOR, PAGED, new JsonObject().put("endpoints", new JsonArray())));
        assertThat(ordinal()).isNegative();
    }

    private static int ordinal() {
        return api.house
                .engine()
                .control(state -> state.staff(SECOND_OFFICER).orElseThrow().ordinal())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}

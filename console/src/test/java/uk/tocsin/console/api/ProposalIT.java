package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.api.ApiHouse.ADMINISTRATOR;
import static uk.tocsin.console.api.ApiHouse.ANALYST;
import static uk.tocsin.console.api.ApiHouse.OFFICER;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.api.ApiHouse.Answer;
import uk.tocsin.control.Act;
import uk.tocsin.control.Note;

/// Two administrators, over HTTP.
@Timeout(120)
class ProposalIT {
    private static final int SECOND = 50;
    private static final JsonObject NOTHING = new JsonObject();

    @TempDir
    static Path data;

    private static ApiHouse api;
    private static String second;

    @BeforeAll
    static void open() {
        api = ApiHouse.open(data);
        JsonObject member = new JsonObject().put("staff", SECOND).put("roles", JsonArray.of("administrator"));
        Map<String, String> key = Map.of("Idempotency-Key", "second");
        Answer added = api.post(ADMINISTRATOR, "/api/v1/staff", member, key);
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        second = added.body().getString("token");
        refused(api.post(ADMINISTRATOR, "/api/v1/staff", member, key), 409, "stale");
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static long proposed(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().getLong("proposal");
    }

    private static Answer second(String path) {
        return api.send(second, HttpMethod.POST, path, new byte[0], Map.of());
    }

    private static Answer agree(long proposal) {
        return second("/api/v1/proposals/" + proposal + "/agree");
    }

    @Test
    void aQuotaIsSetOnceAnotherAgrees() {
        JsonObject quota = new JsonObject().put("perMinute", 77);
        Map<String, String> key = Map.of("Idempotency-Key", "quota");
        String path = "/api/v1/channels/sms/quota";
        byte[] body = quota.toBuffer().getBytes();
        Answer first = api.send(api.token(ADMINISTRATOR), HttpMethod.PUT, path, body, key);
        long proposal = proposed(first);
        assertThat(proposed(api.send(api.token(ADMINISTRATOR), HttpMethod.PUT, path, body, key)))
                .isEqualTo(proposal);
        JsonObject shown = ok(api.get(ADMINISTRATOR, "/api/v1/proposals")).body().getJsonArray("proposals").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getLong("proposal") == proposal)
                .findFirst()
                .orElseThrow();
        assertThat(shown.getString("act")).isEqualTo("QuotaSet");
        assertThat(shown.getJsonObject("about"))
                .isEqualTo(new JsonObject().put("channel", "sms").put("perMinute", 77));
        String agree = "/api/v1/proposals/" + proposal + "/agree";
        refused(api.post(ADMINISTRATOR, agree, NOTHING), 403, "two-people");
        refused(api.post(OFFICER, agree, NOTHING), 403, "missing-role");
        ok(agree(proposal));
        assertThat(api.get(ANALYST, "/api/v1/channels").text()).contains("77");
        refused(agree(proposal), 404, "unknown-proposal");
    }

    @Test
    void aNewMemberTakesTwoAdministratorsAndOneToken() {
        JsonObject member = new JsonObject().put("staff", 60).put("roles", JsonArray.of("officer"));
        Answer asked = api.post(ADMINISTRATOR, "/api/v1/staff", member);
        proposed(asked);
        JsonArray both = asked.body().getJsonArray("proposals");
        assertThat(both).hasSize(2);
        String tokens = "/api/v1/staff/60/tokens";
        refused(api.post(ADMINISTRATOR, tokens, NOTHING), 404, "not-found");
        refused(agree(both.getLong(1)), 404, "unknown-staff");
        ok(agree(both.getLong(0)));
        ok(agree(both.getLong(1)));
        Answer issued = api.post(ADMINISTRATOR, tokens, NOTHING);
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        refused(second(tokens), 409, "status");
        long opened = proposed(api.post(ADMINISTRATOR, "/api/v1/staff/60/enrolment", NOTHING));
        refused(second(tokens), 409, "status");
        ok(agree(opened));
        assertThat(second(tokens).status()).isEqualTo(201);
    }

    @Test
    void stoppingAMemberTakesOneAndBringingThemBackTwo() {
        JsonObject gone = new JsonObject().put("active", false).put("roles", JsonArray.of("analyst"));
        ok(api.put(ADMINISTRATOR, "/api/v1/staff/" + ANALYST, gone));
        long back = proposed(api.put(ADMINISTRATOR, "/api/v1/staff/" + ANALYST, gone.put("active", true)));
        refused(api.get(ANALYST, "/api/v1/staff/me"), 401, "unknown-token");
        ok(agree(back));
        ok(api.get(ANALYST, "/api/v1/staff/me"));
    }

    @Test
    void aProposalIsDeclined() {
        long drift = proposed(api.put(ADMINISTRATOR, "/api/v1/drift", new JsonObject().put("percent", 20)));
        ok(second("/api/v1/proposals/" + drift + "/decline"));
        refused(agree(drift), 404, "unknown-proposal");
    }

    @Test
    void whatIsNotedIsInTheAudit() {
        api.submit(new Act.Noted(api.house.header(0), Note.SIGN_IN_FAILED, 3, 2));
        JsonObject row = api.get(ADMINISTRATOR, "/api/v1/audit?limit=1000").body().getJsonArray("acts").stream()
                .map(JsonObject.class::cast)
                .filter(act -> act.getString("act").equals("Noted"))
                .findFirst()
                .orElseThrow();
        assertThat(row.getJsonObject("about"))
                .isEqualTo(new JsonObject()
                        .put("note", "sign-in-failed")
                        .put("subject", 3)
                        .put("count", 2));
    }
}

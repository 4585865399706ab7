package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.receipt.CompletionToken;

/// What trainings report, signed by a rule of our own, and what an audience then means. Each test speaks of a person
/// of its own.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.Random.class)
class CompletionsIT {
    private static final int PEOPLE = 5;
    private static final String NOT_DONE = "not done:act-awareness";

    @TempDir
    static Path directory = Path.of("");

    private static EdgeHouse edge;
    private static int[] ordinals = {};

    @BeforeAll
    static void open() throws Exception {
        edge = EdgeHouse.open(directory);
        People people = new People(edge.house().installation().taxonomy());
        ordinals = edge.register(people.with(PEOPLE, ChannelKind.EMAIL));
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static String token(int ordinal, String training) {
        int segment = edge.house().installation().taxonomy().code(Dimension.DONE, training);
        return edge.house().installation().keys().tokens().url(new CompletionToken(ordinal, segment));
    }

    private static String report(String token) {
        return new JsonObject()
                .put("token", token)
                .put("time", "2026-03-02T09:00:00Z")
                .encode();
    }

    private static String signature(String body, String secret, Instant time) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] sum = mac.doFinal((time.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
        return "t=" + time.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(sum);
    }

    private static HttpResponse<String> send(String body, String signature) throws Exception {
        return edge.visitor().post("/completions", "application/json", body, "Tocsin-Signature", signature);
    }

    private static HttpResponse<String> send(String body, String secret, Instant time) throws Exception {
        return send(body, signature(body, secret, time));
    }

    /// A report that is refused for this reason, told and counted.
    private static void refused(int status, String why, String body, String signature) throws Exception {
        double before = edge.refused(why);
        HttpResponse<String> answer = send(body, signature);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("reason")).isEqualTo(why);
        assertThat(edge.refused(why) - before).isEqualTo(1);
    }

    @Test
    void whoeverHasDoneItIsLeftOutOfAnAudienceThatSaysSo() throws Exception {
        long before = edge.count(NOT_DONE);
        long done = edge.count("done:act-awareness");
        String body = report(token(ordinals[0], "act-awareness"));
        for (int i = 0; i < 3; i++) {
            assertThat(send(body, EdgeHouse.SECRET, Instant.now()).statusCode()).isEqualTo(204);
        }
        assertThat(edge.count(NOT_DONE)).isEqualTo(before - 1);
        assertThat(edge.count("done:act-awareness")).isEqualTo(done + 1);
        assertThat(edge.count("region = london and " + NOT_DONE)).isEqualTo(before - 1);
    }

    @Test
    void oneTrainingCannotSpeakForAnother() throws Exception {
        long security = edge.count("done:act-security");
        String body = report(token(ordinals[1], "act-security"));
        refused(403, "forged-signature", body, signature(body, EdgeHouse.SECRET, Instant.now()));
        assertThat(edge.count("done:act-security")).isEqualTo(security);
        assertThat(send(body, EdgeHouse.OTHER_SECRET, Instant.now()).statusCode())
                .isEqualTo(204);
        assertThat(edge.count("done:act-security")).isEqualTo(security + 1);
        String nobodys = report(token(ordinals[1], "scan-for-all"));
        refused(403, "forged-signature", nobodys, signature(nobodys, EdgeHouse.SECRET, Instant.now()));
    }

    @Test
    void whatIsForgedOldOrUnreadableIsRefusedWithTheReason() throws Exception {
        long before = edge.count(NOT_DONE);
        Instant now = Instant.now();
        String token = token(ordinals[2], "act-awareness");
        String good = report(token);
        refused(403, "forged-signature", good, "");
        refused(403, "forged-signature", good, "t=1,v1=00");
        refused(403, "forged-signature", good + " ", signature(good, EdgeHouse.SECRET, now));
        Duration old = Duration.ofMinutes(6);
        refused(403, "too-old", good, signature(good, EdgeHouse.SECRET, now.minus(old)));
        refused(403, "too-old", good, signature(good, EdgeHouse.SECRET, now.plus(old)));
        for (String body : List.of(
                "",
                "[]",
                "{}",
                "{\"token\":\"" + token + "\"}",
                "{\"token\":\"" + token + "\",\"time\":\"yesterday\"}",
                "{\"time\":\"2026-03-02T09:00:00Z\"}")) {
            refused(400, "malformed", body, signature(body, EdgeHouse.SECRET, now));
        }
        String delivery = edge.token(1, ordinals[2], ChannelKind.EMAIL);
        for (String other : List.of("x", "A" + token.substring(1), delivery)) {
            String body = report(other);
            refused(404, "unknown-token", body, signature(body, EdgeHouse.SECRET, now));
        }
        assertThat(edge.visitor().get("/completions").statusCode()).isEqualTo(405);
        assertThat(edge.count(NOT_DONE)).isEqualTo(before);
    }

    @Test
    void aReportAboutNobodyChangesNothing() throws Exception {
        long before = edge.count(NOT_DONE);
        String body = report(token(ordinals[3] + 64 * 1000, "act-awareness"));
        assertThat(send(body, EdgeHouse.SECRET, Instant.now()).statusCode()).isEqualTo(204);
        assertThat(edge.count(NOT_DONE)).isEqualTo(before);
    }
}

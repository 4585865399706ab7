package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FcmServerIT {

    private static Bench bench;
    private static String bearer;
    private Product product;

    @BeforeAll
    static void open(@TempDir Path work) throws Exception {
        bench = new Bench(Bench.perfect(work));
        bearer = bench.accessToken();
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
    }

    @BeforeEach
    void fresh() throws Exception {
        bench.refresh();
        product = new Product();
    }

    @AfterEach
    void leave() {
        product.close();
    }

    private JsonObject message(int ordinal) {
        return Bench.message("device-" + ordinal, Bench.token(7, ordinal, 0), product.url() + "/r");
    }

    private static String errorCode(HttpResponse<String> response) {
        return new JsonObject(response.body())
                .getJsonObject("error")
                .getJsonArray("details")
                .getJsonObject(0)
                .getString("errorCode");
    }

    @Test
    void aPushIsAcceptedOverHttp2AndTheHandsetReports() throws Exception {
        HttpResponse<String> response = bench.send(bench.push(bearer, message(1)));
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(response.body()).getString("name")).startsWith("projects/tocsin-demo/messages/");
        bench.untilIdle();
        List<String> kinds = product.received().stream()
                .map(r -> new JsonObject(r.body()).getString("kind"))
                .toList();
        assertThat(kinds).containsExactlyInAnyOrder("delivered", "opened", "acknowledged");
        JsonObject counts = bench.counts("push");
        assertThat(counts.getJsonObject("acked").getInteger("acknowledged")).isEqualTo(1);
        assertThat(bench.simulator
                        .counts()
                        .getJsonObject("alerts")
                        .getJsonObject("7")
                        .getJsonObject("push"))
                .isEqualTo(new Deliveries.States(1, 0, 0, 0, 0).toJson());
    }

    @Test
    void withoutAValidTokenNothingIsTaken() throws Exception {
        HttpResponse<String> response = bench.send(bench.push("ya29.forged", message(1)));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("status"))
                .isEqualTo("UNAUTHENTICATED");
        assertThat(bench.counts("push").getInteger("requests")).isZero();
    }

    @Test
    void anAssertionSignedByAnotherKeyGetsNoToken() throws Exception {
        JsonObject account = bench.serviceAccount();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String forged = bench.assertion(
                generator.generateKeyPair().getPrivate(),
                account.getString("client_email"),
                account.getString("token_uri"),
                Instant.now());
        HttpResponse<String> response = bench.grant(forged);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getString("error")).isEqualTo("invalid_grant");
        String stale = bench.assertion(
                Bench.privateKey(account),
                account.getString("client_email"),
                account.getString("token_uri"),
                Instant.now().minusSeconds(10_000));
        assertThat(bench.grant(stale).statusCode()).isEqualTo(400);
        JsonObject tokens = bench.simulator.counts().getJsonObject("oauth");
        assertThat(tokens.getInteger("requests")).isEqualTo(2);
        assertThat(tokens.getInteger("granted")).isZero();
    }

    @Test
    void aPayloadOverFourKilobytesIsAnInvalidArgument() throws Exception {
        JsonObject request = message(1);
        JsonObject data = request.getJsonObject("message").getJsonObject("data");
        data.put("text", "x".repeat(3_500));
        assertThat(bench.send(bench.push(bearer, request)).statusCode()).isEqualTo(200);
        data.put("text", "x".repeat(4_100));
        HttpResponse<String> response = bench.send(bench.push(bearer, request));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errorCode(response)).isEqualTo("INVALID_ARGUMENT");
        assertThat(response.body()).contains("type.googleapis.com/google.firebase.fcm.v1.FcmError");
    }

    @Test
    void malformedRequestsNameTheField() throws Exception {
        JsonObject noRecipient = message(1);
        noRecipient.getJsonObject("message").remove("token");
        JsonObject tooLong = message(1);
        tooLong.getJsonObject("message").put("android", new JsonObject().put("ttl", "2419201s"));
        JsonObject unit = message(1);
        unit.getJsonObject("message").put("android", new JsonObject().put("ttl", "60"));
        JsonObject number = message(1);
        number.getJsonObject("message").getJsonObject("data").put("count", 3);
        JsonObject unknown = message(1);
        unknown.getJsonObject("message").put("tokn", "x");
        assertInvalid(noRecipient, "Recipient of the message is not set.");
        assertInvalid(tooLong, "message.android.ttl");
        assertInvalid(unit, "message.android.ttl");
        assertInvalid(number, "message.data");
        assertInvalid(unknown, "tokn");
    }

    private void assertInvalid(JsonObject request, String words) throws Exception {
        HttpResponse<String> response = bench.send(bench.push(bearer, request));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errorCode(response)).isEqualTo("INVALID_ARGUMENT");
        assertThat(response.body()).contains(words);
    }

    @Test
    void anInjectedErrorCarriesItsCodeAndRetryAfterAndIsDrawnAfreshForARetry() throws Exception {
        bench.control("PUT", "/sim/faults/push", "{\"errors\":{\"UNAVAILABLE\":1},\"retryAfterSeconds\":7}");
        HttpResponse<String> refused = bench.send(bench.push(bearer, message(1)));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(errorCode(refused)).isEqualTo("UNAVAILABLE");
        assertThat(refused.headers().firstValue("retry-after")).hasValue("7");
        bench.control("PUT", "/sim/faults/push", "{\"errors\":{\"UNAVAILABLE\":0.5}}");
        int tries = 1;
        while (bench.send(bench.push(bearer, message(2))).statusCode() != 200 && tries < 50) {
            tries++;
        }
        assertThat(tries).isLessThan(50);
        bench.control("DELETE", "/sim/faults", "");
        assertThat(bench.send(bench.push(bearer, message(1))).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsUnregisteredStaysSo() throws Exception {
        bench.control("PUT", "/sim/behaviour", "{\"push\":{\"refused\":{\"UNREGISTERED\":1}}}");
        HttpResponse<String> first = bench.send(bench.push(bearer, message(3)));
        HttpResponse<String> second = bench.send(bench.push(bearer, message(3)));
        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(errorCode(second)).isEqualTo("UNREGISTERED");
        assertThat(bench.simulator
                        .counts()
                        .getJsonObject("alerts")
                        .getJsonObject("7")
                        .getJsonObject("push"))
                .isEqualTo(new Deliveries.States(0, 0, 0, 1, 0).toJson());
    }

    @Test
    void aResetStreamWasAcceptedAllTheSame() throws Exception {
        bench.control("PUT", "/sim/faults/push", "{\"resetAfterAccept\":1}");
        assertThatThrownBy(() -> bench.send(bench.push(bearer, message(4)))).isInstanceOf(IOException.class);
        bench.untilIdle();
        JsonObject counts = bench.counts("push");
        assertThat(counts.getInteger("reset")).isEqualTo(1);
        assertThat(counts.getInteger("accepted")).isEqualTo(1);
        assertThat(product.received()).hasSize(3);
    }

    @Test
    void silenceLeavesTheClientToItsTimeout() throws Exception {
        bench.control("PUT", "/sim/faults/push", "{\"silence\":1}");
        HttpRequest request =
                bench.push(bearer, message(5)).timeout(Duration.ofMillis(300)).build();
        assertThatThrownBy(() -> bench.client.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(bench.counts("push").getInteger("silent")).isEqualTo(1);
    }

    @Test
    void aConnectionHasAHundredStreamsAndNoMore() throws Exception {
        bench.control("PUT", "/sim/faults/push", "{\"silence\":1}");
        try (HttpClient own = HttpClient.newBuilder().sslContext(bench.tls).build()) {
            HttpRequest list = HttpRequest.newBuilder(URI.create(bench.simulator.fcmUrl() + "/"))
                    .build();
            own.send(list, HttpResponse.BodyHandlers.discarding());
            List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                HttpRequest push = bench.push(bearer, message(100 + i)).build();
                open.add(own.sendAsync(push, HttpResponse.BodyHandlers.ofString()));
            }
            Awaitility.await()
                    .atMost(Bench.TIMEOUT)
                    .until(() -> bench.counts("push").getInteger("silent") == 100);
            HttpRequest oneMore = bench.push(bearer, message(300)).build();
            assertThatThrownBy(() -> own.send(oneMore, HttpResponse.BodyHandlers.ofString()))
                    .hasMessageContaining("too many concurrent streams");
            assertThat(open).noneMatch(CompletableFuture::isDone);
            own.shutdownNow();
        }
    }

    @Test
    void overTheRateIsQuotaExceeded() throws Exception {
        bench.control("PUT", "/sim/faults/push", "{\"throttlePerSecond\":1}");
        boolean throttled = false;
        for (int i = 0; i < 20 && !throttled; i++) {
            HttpResponse<String> response = bench.send(bench.push(bearer, message(6)));
            throttled = response.statusCode() == 429 && errorCode(response).equals("QUOTA_EXCEEDED");
        }
        assertThat(throttled).isTrue();
        assertThat(bench.counts("push").getInteger("throttled")).isPositive();
    }

    @Test
    void downRefusesConnectionsAndUpListensOnTheSamePort() throws Exception {
        assertThat(bench.send(bench.push(bearer, message(8))).statusCode()).isEqualTo(200);
        bench.control("PUT", "/sim/faults/push", "{\"down\":true}");
        Awaitility.await()
                .atMost(Bench.TIMEOUT)
                .untilAsserted(() -> assertThatThrownBy(() -> bench.send(bench.push(bearer, message(8))))
                        .isInstanceOf(IOException.class));
        bench.control("DELETE", "/sim/faults/push", "");
        Awaitility.await()
                .atMost(Bench.TIMEOUT)
                .ignoreExceptions()
                .until(() -> bench.send(bench.push(bearer, message(8))).statusCode() == 200);
    }

    @Test
    void goAwayLetsTheClientGoOnWithAnotherConnection() throws Exception {
        assertThat(bench.send(bench.push(bearer, message(8))).statusCode()).isEqualTo(200);
        bench.control("PUT", "/sim/faults/push", "{\"goaway\":true}");
        Awaitility.await()
                .atMost(Bench.TIMEOUT)
                .ignoreExceptions()
                .until(() -> bench.send(bench.push(bearer, message(9))).statusCode() == 200);
    }

    @Test
    void aRefusedReceiptIsPostedAgain() throws Exception {
        product.refusing.set(2);
        bench.send(bench.push(bearer, message(10)));
        bench.untilIdle();
        assertThat(product.received()).hasSize(5);
        assertThat(bench.counts("push").getJsonObject("acked").getInteger("delivered"))
                .isEqualTo(1);
    }

    @Test
    void aSecondPushOfTheSameDeliveryIsADuplicate() throws Exception {
        bench.send(bench.push(bearer, message(11)));
        bench.send(bench.push(bearer, message(11)));
        JsonObject counts = bench.counts("push");
        assertThat(counts.getInteger("distinct")).isEqualTo(1);
        assertThat(counts.getInteger("duplicates")).isEqualTo(1);
    }
}

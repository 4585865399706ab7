package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwilioServerIT {

    private static final String PHONE = "+447700900123";

    private static Bench bench;
    private Product product;

    @BeforeAll
    static void open(@TempDir Path work) throws Exception {
        bench = new Bench(Bench.perfect(work).withTextsKept(50));
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

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String form(int ordinal, String body, String fragment) {
        String callback = product.url() + "/twilio/" + Bench.token(9, ordinal, 0) + "?t=1" + fragment;
        return "To=" + encode(PHONE) + "&MessagingServiceSid=" + bench.twilio.getString("messagingServiceSid")
                + "&Body=" + encode(body) + "&StatusCallback=" + encode(callback);
    }

    private String linked(int ordinal) {
        return "Keep away. I have read this: " + product.url() + "/a/" + Bench.token(9, ordinal, 0) + ".";
    }

    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new TreeMap<>();
        for (String pair : List.of(body.split("&", -1))) {
            int equals = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private JsonObject create(String form) throws Exception {
        HttpResponse<String> response = bench.send(bench.text(form));
        assertThat(response.statusCode()).isEqualTo(201);
        return new JsonObject(response.body());
    }

    private JsonObject get(String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bench.simulator.twilioUrl() + path))
                .header("authorization", bench.basic());
        HttpResponse<String> response = bench.send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private void assertRefused(String form, int status, int code) throws Exception {
        HttpResponse<String> response = bench.send(bench.text(form));
        JsonObject error = new JsonObject(response.body());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getInteger("status")).isEqualTo(status);
        assertThat(error.getString("more_info")).isEqualTo("https://www.twilio.com/docs/errors/" + code);
    }

    @Test
    void aTextIsQueuedSentAndDeliveredWithSignedCallbacks() throws Exception {
        JsonObject text = create(form(1, "Hello", "#rc=2&rp=all"));
        assertThat(text.getString("sid")).matches("SM[0-9a-f]{32}");
        assertThat(text.getString("status")).isEqualTo("accepted");
        assertThat(text.getString("num_segments")).isEqualTo("0");
        bench.untilIdle();
        List<Product.Received> callbacks = product.received();
        assertThat(callbacks).hasSize(2);
        for (Product.Received callback : callbacks) {
            Map<String, String> fields = fields(callback.body());
            StringBuilder signed = new StringBuilder(product.url() + callback.uri());
            fields.forEach((name, value) -> signed.append(name).append(value));
            Mac mac = Mac.getInstance("HmacSHA1");
            byte[] key = bench.twilio.getString("authToken").getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] expected = mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(callback.signature()).isEqualTo(Base64.getEncoder().encodeToString(expected));
            assertThat(callback.uri()).endsWith("?t=1");
            assertThat(fields.get("MessageSid")).isEqualTo(text.getString("sid"));
        }
        assertThat(callbacks.stream().map(c -> fields(c.body()).get("MessageStatus")))
                .containsExactlyInAnyOrder("sent", "delivered");
        JsonObject now = get(bench.messagesPath() + "/" + text.getString("sid") + ".json");
        assertThat(now.getString("status")).isEqualTo("delivered");
        assertThat(now.getString("num_segments")).isEqualTo("1");
        assertThat(now.getString("date_sent")).endsWith("+0000");
    }

    @Test
    void thePublicUrlIsSignedWhileTheRouteIsConnected() throws Exception {
        String publicUrl = "https://alerts.example.test/twilio/" + Bench.token(9, 2, 0);
        JsonObject routes = new JsonObject().put("https://alerts.example.test", product.url());
        bench.control(
                "PUT", "/sim/settings", new JsonObject().put("routes", routes).encode());
        create("To=" + encode(PHONE) + "&From=%2B447700900000&Body=x&StatusCallback=" + encode(publicUrl));
        bench.untilIdle();
        Product.Received callback = product.received().getFirst();
        TwilioSignature signature = new TwilioSignature(bench.twilio.getString("authToken"));
        assertThat(callback.signature()).isEqualTo(signature.of(publicUrl, fields(callback.body())));
    }

    @Test
    void aPersonFollowsTheLinkAndPressesTheButtonByPost() throws Exception {
        create(form(3, linked(3), ""));
        bench.untilIdle();
        List<Product.Received> presses = product.received().stream()
                .filter(r -> r.uri().startsWith("/a/"))
                .toList();
        assertThat(presses).hasSize(1);
        assertThat(presses.getFirst().method()).isEqualTo("POST");
        assertThat(presses.getFirst().uri()).isEqualTo("/a/" + Bench.token(9, 3, 0));
        assertThat(presses.getFirst().body()).isEqualTo("kind=acknowledge");
        assertThat(bench.counts("sms").getInteger("distinctAcknowledgements")).isEqualTo(1);
    }

    @Test
    void aMachineThatFetchesTheLinkIsNoReader() throws Exception {
        bench.control("PUT", "/sim/behaviour", "{\"sms\":{\"acknowledged\":0,\"scanned\":1}}");
        create(form(4, linked(4), ""));
        bench.untilIdle();
        assertThat(product.received().stream().filter(r -> r.uri().startsWith("/a/")))
                .singleElement()
                .matches(r -> r.method().equals("GET"));
        JsonObject counts = bench.counts("sms");
        assertThat(counts.getInteger("scans")).isEqualTo(1);
        assertThat(counts.getInteger("distinctAcknowledgements")).isZero();
    }

    @Test
    void anUndeliveredTextCarriesItsErrorCode() throws Exception {
        bench.control("PUT", "/sim/behaviour", "{\"sms\":{\"delivered\":0,\"undelivered\":{\"30005\":1}}}");
        create(form(5, "Hello", ""));
        bench.untilIdle();
        assertThat(product.received().stream().map(r -> fields(r.body())))
                .anyMatch(fields -> fields.getOrDefault("MessageStatus", "").equals("undelivered")
                        && fields.getOrDefault("ErrorCode", "").equals("30005"));
        assertThat(bench.simulator
                        .counts()
                        .getJsonObject("alerts")
                        .getJsonObject("9")
                        .getJsonObject("sms"))
                .isEqualTo(new Deliveries.States(0, 0, 0, 1, 0).toJson());
    }

    @Test
    void shuffledCallbacksComeLastFirst() throws Exception {
        bench.control("PUT", "/sim/behaviour", "{\"delayScale\":1}");
        bench.control("PUT", "/sim/faults/sms", "{\"shuffleCallbacks\":true}");
        create(form(6, "Hello", ""));
        bench.untilIdle();
        assertThat(states()).containsExactly("delivered", "sent");
    }

    @Test
    void callbacksMayComeTwice() throws Exception {
        bench.control("PUT", "/sim/faults/sms", "{\"duplicateCallbacks\":1,\"delayCallbacksMs\":10}");
        create(form(6, "Hello", ""));
        bench.untilIdle();
        assertThat(states()).containsExactlyInAnyOrder("sent", "sent", "delivered", "delivered");
        assertThat(bench.counts("sms").getJsonObject("acked").getInteger("delivered"))
                .isEqualTo(2);
    }

    private List<String> states() {
        return product.received().stream()
                .map(r -> fields(r.body()).getOrDefault("MessageStatus", ""))
                .toList();
    }

    @Test
    void aRefusedCallbackIsRetriedOnceOrAsTheFragmentSays() throws Exception {
        product.refusing.set(100);
        create(form(7, "Hello", ""));
        bench.untilIdle();
        assertThat(product.received()).hasSize(4);
        create(form(8, "Hello", "#rc=3&rp=5xx"));
        bench.untilIdle();
        assertThat(product.received()).hasSize(4 + 8);
        create(form(8, "Hello", "#rc=3&rp=4xx"));
        bench.untilIdle();
        assertThat(product.received()).hasSize(4 + 8 + 2);
        assertThat(bench.counts("sms").getInteger("abandoned")).isEqualTo(6);
    }

    @Test
    void badRequestsAreRefusedWithTwiliosCodes() throws Exception {
        String service = "&MessagingServiceSid=" + bench.twilio.getString("messagingServiceSid");
        String to = "To=" + encode(PHONE);
        assertRefused("Body=x" + service, 400, 21604);
        assertRefused("To=07700&Body=x" + service, 400, 21211);
        assertRefused(to + "&Body=x", 400, 21603);
        assertRefused(to + "&Body=x&From=%2B447700900999", 400, 21606);
        assertRefused(to + service, 400, 21602);
        assertRefused(to + "&Body=" + "x".repeat(1_601) + service, 400, 21617);
        assertRefused(to + "&Body=x&ValidityPeriod=36001" + service, 400, 20001);
        assertRefused(to + "&Body=x&MessagingServiceSid=MG0", 400, 21701);
        assertRefused(to + "&Body=x&StatusCallback=here" + service, 400, 21609);
        HttpRequest.Builder forged = bench.text(to + "&Body=x" + service).setHeader("authorization", "Basic eDp5");
        assertThat(new JsonObject(bench.send(forged).body()).getInteger("code")).isEqualTo(20003);
    }

    @Test
    void tooManyRequestsIs20429AndAnInjectedErrorItsOwnCode() throws Exception {
        bench.control("PUT", "/sim/faults/sms", "{\"errors\":{\"20503\":1},\"retryAfterSeconds\":3}");
        HttpResponse<String> response = bench.send(bench.text(form(9, "x", "")));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("3");
        bench.control("PUT", "/sim/faults/sms", "{\"throttlePerSecond\":1}");
        boolean throttled = false;
        for (int i = 0; i < 20 && !throttled; i++) {
            HttpResponse<String> next = bench.send(bench.text(form(9, "x", "")));
            throttled = next.statusCode() == 429 && new JsonObject(next.body()).getInteger("code") == 20429;
        }
        assertThat(throttled).isTrue();
    }

    @Test
    void aResetAfterAcceptIsFoundInTheListByNumberAndText() throws Exception {
        bench.control("PUT", "/sim/faults/sms", "{\"resetAfterAccept\":1}");
        assertThatThrownBy(() -> bench.send(bench.text(form(10, "Find me", ""))))
                .isInstanceOf(IOException.class);
        JsonObject list =
                get(bench.messagesPath() + ".json?To=" + encode(PHONE) + "&DateSent%3E=2020-01-01&PageSize=20");
        JsonArray found = list.getJsonArray("messages");
        assertThat(found).hasSize(1);
        assertThat(found.getJsonObject(0).getString("body")).isEqualTo("Find me");
        assertThat(list.getValue("next_page_uri")).isNull();
    }

    @Test
    void theListPagesNewestFirst() throws Exception {
        for (int i = 0; i < 5; i++) {
            create(form(20 + i, "number " + i, ""));
        }
        JsonObject first = get(bench.messagesPath() + ".json?To=" + encode(PHONE) + "&PageSize=2");
        assertThat(bodies(first)).containsExactly("number 4", "number 3");
        JsonObject second = get(first.getString("next_page_uri"));
        assertThat(bodies(second)).containsExactly("number 2", "number 1");
        JsonObject third = get(second.getString("next_page_uri"));
        assertThat(bodies(third)).containsExactly("number 0");
        assertThat(third.getValue("next_page_uri")).isNull();
        assertThat(bodies(get(bench.messagesPath() + ".json?DateSent%3E=2099-01-01")))
                .isEmpty();
    }

    private static List<String> bodies(JsonObject list) {
        return list.getJsonArray("messages").stream()
                .map(text -> ((JsonObject) text).getString("body"))
                .toList();
    }

    @Test
    void onlyTheNewestTextsAreKept() throws Exception {
        JsonObject oldest = create(form(30, "oldest", ""));
        for (int i = 0; i < 50; i++) {
            create(form(31 + i, "later", ""));
        }
        String path = bench.simulator.twilioUrl() + bench.messagesPath() + "/" + oldest.getString("sid") + ".json";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path)).header("authorization", bench.basic());
        assertThat(bench.send(request).statusCode()).isEqualTo(404);
        JsonObject list = get(bench.messagesPath() + ".json?PageSize=1000&To=" + encode(PHONE));
        assertThat(bodies(list)).hasSize(50).doesNotContain("oldest");
        assertThat(bench.counts("sms").getInteger("accepted")).isEqualTo(51);
    }

    @Test
    void retentionFlagsHideTextAndNumberFromTheList() throws Exception {
        create(form(11, "secret", "") + "&ContentRetention=discard");
        create(form(12, "shown", "") + "&AddressRetention=obfuscate");
        assertThat(bodies(get(bench.messagesPath() + ".json?To=" + encode(PHONE))))
                .containsExactly("");
        JsonArray all = get(bench.messagesPath() + ".json").getJsonArray("messages");
        assertThat(all.getJsonObject(0).getString("to")).isEqualTo("+44770090XXXX".substring(0, 9) + "XXXX");
    }

    @Test
    void aResolvedTextIsRedactedAndDeleted() throws Exception {
        JsonObject text = create(form(13, "to be redacted", ""));
        bench.untilIdle();
        String path = bench.messagesPath() + "/" + text.getString("sid") + ".json";
        HttpRequest.Builder redaction =
                bench.form(bench.simulator.twilioUrl() + path, "Body=").header("authorization", bench.basic());
        assertThat(bench.send(redaction).statusCode()).isEqualTo(200);
        assertThat(get(path).getString("body")).isEmpty();
        HttpRequest.Builder deletion = HttpRequest.newBuilder(URI.create(bench.simulator.twilioUrl() + path))
                .header("authorization", bench.basic())
                .DELETE();
        assertThat(bench.send(deletion).statusCode()).isEqualTo(204);
        assertThat(bodies(get(bench.messagesPath() + ".json"))).isEmpty();
    }

    @Test
    void itSpeaksHttp2WithTlsAndWithoutAndHttp1() throws Exception {
        String path = bench.messagesPath() + ".json";
        HttpRequest.Builder tls = HttpRequest.newBuilder(URI.create(bench.simulator.twilioTlsUrl() + path))
                .header("authorization", bench.basic());
        assertThat(bench.send(tls).version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpRequest.Builder plain = HttpRequest.newBuilder(URI.create(bench.simulator.twilioUrl() + path))
                .header("authorization", bench.basic());
        assertThat(bench.send(plain).version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(bench.send(plain.version(HttpClient.Version.HTTP_1_1)).version())
                .isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void aPhoneTextsBackAndStopIsObeyed() throws Exception {
        bench.control("PUT", "/sim/settings", "{\"replyUrl\":\"" + product.url() + "/replies\"}");
        create(form(14, "Reply STOP to opt out", ""));
        bench.untilIdle();
        bench.control("POST", "/sim/reply", "{\"from\":\"" + PHONE + "\",\"body\":\"Stop\"}");
        bench.untilIdle();
        assertRefused(form(15, "again", ""), 400, 21610);
        Product.Received reply = product.received().getLast();
        Map<String, String> fields = fields(reply.body());
        assertThat(reply.uri()).isEqualTo("/replies");
        assertThat(fields).containsEntry("From", PHONE).containsEntry("Body", "Stop");
        TwilioSignature signature = new TwilioSignature(bench.twilio.getString("authToken"));
        assertThat(reply.signature()).isEqualTo(signature.of(product.url() + "/replies", fields));
        bench.control("POST", "/sim/reply", "{\"from\":\"" + PHONE + "\",\"body\":\"START\"}");
        create(form(16, "welcome back", ""));
    }
}

package uk.tocsin.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;

/// A running simulator with a client for tests: trusts its certificate, has its credentials. Close it after use.
final class Bench implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final Simulator simulator;
    final HttpClient client;
    final SSLContext tls;
    final JsonObject twilio;

    Bench(SimulatorOptions options) throws Exception {
        simulator = Simulator.start(vertx, options).await(30, TimeUnit.SECONDS);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        byte[] pem = Files.readAllBytes(simulator.certificate());
        trusted.setCertificateEntry(
                "simulator",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(TIMEOUT)
                .build();
        twilio = new JsonObject(Files.readString(simulator.twilioCredentials()));
    }

    static SimulatorOptions perfect(Path work) {
        return SimulatorOptions.in(work).withBehaviour(Behaviour.perfect());
    }

    /// The token of a delivery as the product would lay it out; its HMAC is made up.
    static String token(int alert, int ordinal, int stepAndEndpoint) {
        byte[] bytes = new byte[18];
        bytes[0] = 1;
        for (int i = 0; i < 4; i++) {
            bytes[1 + i] = (byte) (alert >>> (24 - 8 * i));
            bytes[5 + i] = (byte) (ordinal >>> (24 - 8 * i));
        }
        bytes[9] = (byte) stepAndEndpoint;
        for (int i = 10; i < 18; i++) {
            bytes[i] = (byte) (31 * ordinal + 7 * i);
        }
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder form(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /// A signed token request, as a Google client sends it.
    String assertion(PrivateKey key, String issuer, String audience, Instant now) throws Exception {
        JsonObject claims = new JsonObject()
                .put("iss", issuer)
                .put("aud", audience)
                .put("scope", "https://www.googleapis.com/auth/firebase.messaging")
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 3600);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = encoder.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(claims.encode().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoder.encodeToString(signature.sign());
    }

    JsonObject serviceAccount() throws Exception {
        return new JsonObject(Files.readString(simulator.serviceAccount()));
    }

    static PrivateKey privateKey(JsonObject account) throws Exception {
        String pem = account.getString("private_key").replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    HttpResponse<String> grant(String assertion) throws Exception {
        String grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion;
        return send(form(simulator.tokenUrl(), grant));
    }

    String accessToken() throws Exception {
        JsonObject account = serviceAccount();
        String issuer = account.getString("client_email");
        String signed = assertion(privateKey(account), issuer, account.getString("token_uri"), Instant.now());
        return new JsonObject(grant(signed).body()).getString("access_token");
    }

    HttpRequest.Builder push(String bearer, JsonObject request) {
        String project = "tocsin-demo";
        return HttpRequest.newBuilder(URI.create(simulator.fcmUrl() + "/v1/projects/" + project + "/messages:send"))
                .header("authorization", "Bearer " + bearer)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.encode()));
    }

    /// A push to a device with a delivery token and the addresses to report to.
    static JsonObject message(String device, String token, String receiptUrl) {
        JsonObject data = new JsonObject().put("receipt", token).put("receipt_url", receiptUrl);
        JsonObject notification = new JsonObject().put("title", "Alert").put("body", "Stay away from the square");
        JsonObject message = new JsonObject()
                .put("token", device)
                .put("notification", notification)
                .put("data", data);
        return new JsonObject().put("message", message);
    }

    String messagesPath() {
        return "/2010-04-01/Accounts/" + twilio.getString("accountSid") + "/Messages";
    }

    String basic() {
        String login = twilio.getString("accountSid") + ":" + twilio.getString("authToken");
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.US_ASCII));
    }

    HttpRequest.Builder text(String form) {
        return form(simulator.twilioUrl() + messagesPath() + ".json", form).header("authorization", basic());
    }

    JsonObject control(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.controlUrl() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return new JsonObject(send(request).body());
    }

    JsonObject counts(String channel) {
        return simulator.counts().getJsonObject(channel);
    }

    /// As if just started: nothing has happened, nothing is broken, everybody is perfect.
    void refresh() throws Exception {
        control("DELETE", "/sim/faults", "");
        control("PUT", "/sim/behaviour", Behaviour.perfect().toJson().encode());
        control("PUT", "/sim/settings", "{\"bounces\":\"\",\"replyUrl\":\"\",\"routes\":{}}");
        control("DELETE", "/sim/people", "");
        control("POST", "/sim/settle", "");
        untilIdle();
        control("POST", "/sim/reset", "");
    }

    void untilIdle() {
        Awaitility.await().atMost(TIMEOUT).until(simulator::idle);
    }

    @Override
    public void close() throws TimeoutException {
        client.shutdownNow();
        client.close();
        simulator.close().await(20, TimeUnit.SECONDS);
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}

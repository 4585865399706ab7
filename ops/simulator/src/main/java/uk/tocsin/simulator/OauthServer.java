package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Google's OAuth token endpoint for service accounts: `POST /token` with the JWT-bearer grant (RFC 7523).
///
/// The assertion's RS256 signature, issuer, audience, scope and times are checked against the account in
/// `service-account.json`.
final class OauthServer extends VerticleBase {

    /// Google's client libraries name this audience whatever the account's token_uri is (google-auth-library 1.40).
    private static final String GOOGLE = "https://oauth2.googleapis.com/token";

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final List<String> SCOPES = List.of(
            "https://www.googleapis.com/auth/firebase.messaging", "https://www.googleapis.com/auth/cloud-platform");
    /// Google refuses assertions that live longer than an hour; clocks may differ a little.
    private static final long MAX_LIFE_S = 3_600;

    private static final long SKEW_S = 300;
    private static final int MAX_BODY = 16_384;

    private final World world;
    private final AccessTokens tokens;
    private @Nullable HttpDoor door;

    OauthServer(World world, AccessTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    @Override
    public Future<?> start() {
        HttpDoor own = new HttpDoor(
                vertx, HttpDoor.tls(world.credentials), world.options.ports().oauth(), this::handle);
        door = own;
        return own.open();
    }

    int port() {
        return door == null ? 0 : door.port();
    }

    String tokenUri() {
        return "https://localhost:" + port() + "/token";
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (!HttpDoor.path(request).equals("/token") || !request.method().equals(HttpMethod.POST)) {
                send(request, 404, error("invalid_request", "Only POST /token is served here"));
                return;
            }
            world.tokenCounts.requests.increment();
            String problem = body.length() > MAX_BODY ? "body too long" : check(body);
            if (problem.isEmpty()) {
                world.tokenCounts.accepted.increment();
                JsonObject granted = new JsonObject()
                        .put("access_token", tokens.issue())
                        .put("expires_in", AccessTokens.LIFE.toSeconds() - 1)
                        .put("token_type", "Bearer");
                send(request, 200, granted);
            } else {
                world.tokenCounts.refused("invalid_grant");
                send(request, 400, error("invalid_grant", problem));
            }
        });
    }

    /// The reason to refuse, "" when there is none.
    private String check(Buffer body) {
        Map<String, String> form = Forms.parse(body.toString());
        if (!GRANT.equals(form.get("grant_type"))) {
            return "grant_type: the JWT-bearer grant is needed";
        }
        String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
        if (parts.length != 3) {
            return "assertion: not a JWT";
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            JsonObject header = new JsonObject(Buffer.buffer(decoder.decode(parts[0])));
            JsonObject claims = new JsonObject(Buffer.buffer(decoder.decode(parts[1])));
            if (!"RS256".equals(header.getString("alg"))) {
                return "assertion: RS256 is needed";
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(world.credentials.serviceAccountPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(decoder.decode(parts[2])) ? checkClaims(claims) : "Invalid JWT Signature.";
        } catch (IllegalArgumentException | DecodeException | ClassCastException | GeneralSecurityException broken) {
            return "assertion: " + broken.getClass().getSimpleName();
        }
    }

    private String checkClaims(JsonObject claims) {
        long now = Instant.now().getEpochSecond();
        long issued = claims.getLong("iat", 0L);
        long expires = claims.getLong("exp", 0L);
        if (!world.credentials.clientEmail(world.options.project()).equals(claims.getString("iss"))) {
            return "iss: not this service account";
        }
        String audience = claims.getString("aud", "");
        if (!audience.equals(tokenUri()) && !audience.equals(GOOGLE)) {
            return "aud: not this token endpoint";
        }
        if (List.of(claims.getString("scope", "").split(" ", -1)).stream().noneMatch(SCOPES::contains)) {
            return "scope: firebase.messaging is needed";
        }
        if (issued > now + SKEW_S || expires < now - SKEW_S || expires - issued > MAX_LIFE_S) {
            return "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.";
        }
        return "";
    }

    private static JsonObject error(String code, String description) {
        return new JsonObject().put("error", code).put("error_description", description);
    }

    private static void send(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(body.encode());
    }
}

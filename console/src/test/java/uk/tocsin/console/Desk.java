package uk.tocsin.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import uk.tocsin.model.ChannelKind;

/// A member of staff at the REST API of an installation. Blocks, except [#postLater].
final class Desk {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final String origin;
    private final String token;

    /// @param origin the console's address, without a slash at its end
    Desk(HttpClient http, String origin, String token) {
        this.http = http;
        this.origin = origin;
        this.token = token;
    }

    /// What came back.
    record Answer(int status, JsonObject body) {
        /// The body of a success.
        JsonObject good() {
            if (status < 200 || status > 299) {
                throw new AssertionError("answered " + status + ": " + body);
            }
            return body;
        }
    }

    private static Answer read(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(), response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body()));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest request) {
        try {
            return read(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    Answer get(String path) {
        return send(to(path).GET().build());
    }

    Answer post(String path, JsonObject body) {
        return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build());
    }

    private HttpRequest keyed(String path, JsonObject body, String key) {
        return to(path).header("Idempotency-Key", key.replace(' ', '-'))
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
    }

    /// The same under an Idempotency-Key.
    Answer post(String path, JsonObject body, String key) {
        return send(keyed(path, body, key));
    }

    /// The same, without waiting for the answer.
    CompletableFuture<Answer> postLater(String path, JsonObject body, String key) {
        return http.sendAsync(keyed(path, body, key), HttpResponse.BodyHandlers.ofString())
                .thenApply(Desk::read);
    }

    /// An alert to everyone in London on these channels at once.
    static JsonObject alert(String headline, ChannelKind... channels) {
        JsonArray plan = new JsonArray();
        Stream.of(channels)
                .forEach(channel ->
                        plan.add(new JsonObject().put("channel", channel.word()).put("after", "PT0S")));
        JsonObject variant = new JsonObject()
                .put("tier", "public")
                .put("language", "en-GB")
                .put("headline", headline)
                .put("shortText", headline + ".")
                .put("description", "Police are dealing with a suspicious item.")
                .put("instruction", "Stay away.");
        return new JsonObject()
                .put("mode", "Actual")
                .put("type", "Alert")
                .put("handling", "OFFICIAL-PUBLIC")
                .put("event", "Suspicious item")
                .put("categories", JsonArray.of("Security"))
                .put("responses", JsonArray.of("Avoid"))
                .put("urgency", "Immediate")
                .put("severity", "Severe")
                .put("certainty", "Observed")
                .put("area", new JsonObject().put("description", "Camden High Street"))
                .put(
                        "expires",
                        Instant.now()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .plus(Duration.ofHours(3))
                                .toString())
                .put("link", "")
                .put("audience", "region = london")
                .put("variants", JsonArray.of(variant))
                .put("plan", plan);
    }
}

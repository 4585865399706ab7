package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// JSON over HTTP as an officer's program speaks it: one base address, perhaps a bearer token. Blocks.
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String base;
    private final String token;

    /// @param token empty for none
    public Http(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /// Any answer of 300 or more is a [DemoException].
    public JsonObject get(String path) {
        return send(path, builder(path).GET());
    }

    /// As [#get].
    public JsonObject post(String path, JsonObject body) {
        return postText(path, body.encode());
    }

    /// As [#get].
    public JsonObject postText(String path, String body) {
        return send(path, builder(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// As [#get].
    public JsonObject put(String path, JsonObject body) {
        return send(path, builder(path).PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private HttpRequest.Builder builder(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private JsonObject send(String path, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new DemoException(path + " was answered " + response.statusCode() + ": " + response.body());
            }
            return response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
        } catch (IOException e) {
            throw new DemoException(path + " cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }
}

package uk.tocsin.console;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.simulator.Simulator;

/// What the simulated providers saw, from their raw log: one request a line, in order, with wall time.
final class Wire {
    private Wire() {}

    /// A message that was asked for; `outcome` is accepted, refused, throttled, reset or silent.
    ///
    /// @param person the ordinal in its token
    record Request(ChannelKind channel, int alert, int person, long timeMs, String outcome) {}

    /// Every message asked for so far, for an alert: not mail whose final dot never came.
    static List<Request> requests(Simulator simulator, int alert) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI flushed = URI.create(simulator.controlUrl() + "/sim/log/flushed");
            http.send(HttpRequest.newBuilder(flushed).build(), HttpResponse.BodyHandlers.discarding());
            return Files.readAllLines(simulator.rawLog()).stream()
                    .map(JsonObject::new)
                    .filter(line -> "request".equals(line.getString("event")) && line.getInteger("alert", 0) == alert)
                    .filter(line -> !"abandoned".equals(line.getString("outcome")))
                    .map(line -> new Request(
                            channel(line.getString("channel")),
                            alert,
                            person(line.getString("token")),
                            line.getLong("timeMs"),
                            line.getString("outcome")))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// A token is 18 bytes: key id 1, alert number 4, ordinal 4, and more.
    private static int person(String token) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getInt(1 + Integer.BYTES);
    }

    private static ChannelKind channel(String word) {
        for (ChannelKind kind : ChannelKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new AssertionError("no channel " + word);
    }
}

package uk.tocsin.console.pages.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/// One browser that watches. What it cannot take at once waits, the newest of each part: a slow one misses what was in
/// between, and costs no memory beyond one set of parts. Everything happens on the context of its connection.
final class Viewer {
    /// Bytes of a connection that wait to be written: what is more waits here, part by part.
    private static final int MAX_WAITING = 128 << 10;

    /// How long a browser waits before it asks again after the stream ended, in milliseconds.
    private static final int RETRY_MS = 500;

    private final Context context;
    private final HttpServerResponse response;
    private final Map<String, Object> waiting = new LinkedHashMap<>();

    /// Begins the stream. On the context of the connection.
    Viewer(Context context, HttpServerResponse response, Runnable gone) {
        this.context = context;
        this.response = response;
        response.setChunked(true)
                .setWriteQueueMaxSize(MAX_WAITING)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("X-Accel-Buffering", "no")
                .drainHandler(_ -> flush())
                .closeHandler(_ -> gone.run())
                .exceptionHandler(_ -> gone.run())
                .write("retry: " + RETRY_MS + "\n\n");
    }

    /// One message of an event stream: parts by id.
    static Buffer message(Map<String, String> parts) {
        return Buffer.buffer("data: " + new JsonObject(new LinkedHashMap<>(parts)).encode() + "\n\n");
    }

    /// Shows changed parts. Any thread.
    ///
    /// @param message the same, ready to be written
    void show(Map<String, String> parts, Buffer message) {
        context.runOnContext(_ -> {
            if (waiting.isEmpty() && !full()) {
                response.write(message);
            } else if (!response.ended()) {
                waiting.putAll(parts);
                flush();
            }
        });
    }

    private boolean full() {
        return response.ended() || response.closed() || response.writeQueueFull();
    }

    private void flush() {
        if (!waiting.isEmpty() && !full()) {
            Buffer message = Buffer.buffer("data: " + new JsonObject(waiting).encode() + "\n\n");
            waiting.clear();
            response.write(message);
        }
    }

    /// Says that the stream is alive. Any thread.
    void beat() {
        context.runOnContext(_ -> {
            if (!full()) {
                response.write(":\n\n");
            }
        });
    }

    /// Ends the stream. Any thread.
    void end() {
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }
}

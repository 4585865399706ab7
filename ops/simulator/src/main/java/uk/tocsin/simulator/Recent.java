package uk.tocsin.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/// The last hundred messages of each channel as they came, for looking and for tests. Thread-safe.
final class Recent {

    private static final int KEPT = 100;

    private final Map<Channel, Deque<Supplier<JsonObject>>> messages = new EnumMap<>(Channel.class);

    /// Keeps the message; its JSON is made only when somebody looks.
    synchronized void add(Channel channel, Supplier<JsonObject> message) {
        Deque<Supplier<JsonObject>> box = messages.computeIfAbsent(channel, c -> new ArrayDeque<>(KEPT));
        if (box.size() == KEPT) {
            box.removeLast();
        }
        box.addFirst(message);
    }

    /// Newest first.
    synchronized JsonArray toJson(Channel channel) {
        JsonArray json = new JsonArray();
        messages.getOrDefault(channel, new ArrayDeque<>()).forEach(message -> json.add(message.get()));
        return json;
    }

    synchronized void clear() {
        messages.clear();
    }
}

package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The counts of one channel since the start or the last reset. Written by the channel's loop, read by anyone.
final class ChannelCounts {

    /// Messages asked for: FCM sends, Twilio creates, SMTP recipients.
    final LongAdder requests = new LongAdder();
    /// Messages taken, whether or not the answer was sent.
    final LongAdder accepted = new LongAdder();
    /// Of those accepted, tokens that had been accepted before.
    final LongAdder duplicates = new LongAdder();

    final LongAdder throttled = new LongAdder();
    final LongAdder reset = new LongAdder();
    final LongAdder silent = new LongAdder();
    /// Machines that fetched a link; this must never count as reading.
    final LongAdder scans = new LongAdder();
    /// Pressed "I have read this", answered with success, first time for the delivery.
    final LongAdder distinctAcknowledgements = new LongAdder();
    /// Receipts, callbacks and bounces given up after their last retry.
    final LongAdder abandoned = new LongAdder();

    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> posted = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> acked = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> other = new ConcurrentHashMap<>();

    void refused(String code) {
        add(refused, code);
    }

    /// A receipt, callback, acknowledgement or bounce went out (every try counts).
    void posted(String kind) {
        add(posted, kind);
    }

    /// It was answered with success.
    void acked(String kind) {
        add(acked, kind);
    }

    /// Requests that are not messages: `list`, `fetch`, `redact`, `delete`, `unauthenticated` …
    void other(String what) {
        add(other, what);
    }

    private static void add(Map<String, LongAdder> map, String key) {
        LongAdder adder = map.get(key);
        if (adder == null) {
            adder = map.computeIfAbsent(key, k -> new LongAdder());
        }
        adder.increment();
    }

    void clear() {
        for (LongAdder adder : new LongAdder[] {
            requests, accepted, duplicates, throttled, reset, silent, scans, distinctAcknowledgements, abandoned
        }) {
            adder.reset();
        }
        refused.clear();
        posted.clear();
        acked.clear();
        other.clear();
    }

    JsonObject toJson(int distinct) {
        return new JsonObject()
                .put("requests", requests.sum())
                .put("accepted", accepted.sum())
                .put("refused", json(refused))
                .put("throttled", throttled.sum())
                .put("reset", reset.sum())
                .put("silent", silent.sum())
                .put("distinct", distinct)
                .put("duplicates", duplicates.sum())
                .put("posted", json(posted))
                .put("acked", json(acked))
                .put("abandoned", abandoned.sum())
                .put("distinctAcknowledgements", distinctAcknowledgements.sum())
                .put("scans", scans.sum())
                .put("other", json(other));
    }

    private static JsonObject json(Map<String, LongAdder> map) {
        JsonObject json = new JsonObject();
        new TreeMap<>(map).forEach((key, adder) -> json.put(key, adder.sum()));
        return json;
    }
}

package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/// What is broken on one channel right now. All shares lie in [0, 1] and are drawn per try of a message.
///
/// @param errors share of requests answered with that provider code; a fresh draw for every try
/// @param retryAfterSeconds Retry-After sent with 429 and 503; 0 sends none
/// @param latencyMs added before every answer
/// @param latencyJitterMs up to so much more, drawn per message
/// @param resetAfterAccept share accepted (and delivered), then the stream or connection is reset without an answer
/// @param silence share accepted (and delivered), never answered
/// @param goaway share of requests after whose answer the connection is told to go away (SMTP: 421)
/// @param throttlePerSecond requests a second answered normally, beyond it 429, 20429 or 421; 0 is no limit
/// @param duplicateCallbacks share of receipts and callbacks posted twice
/// @param shuffleCallbacks receipts and callbacks of a message arrive in the opposite order
/// @param delayCallbacksMs added to every receipt, callback and bounce
/// @param down connections are refused
record ChannelFaults(
        Map<String, Double> errors,
        int retryAfterSeconds,
        int latencyMs,
        int latencyJitterMs,
        double resetAfterAccept,
        double silence,
        double goaway,
        int throttlePerSecond,
        double duplicateCallbacks,
        boolean shuffleCallbacks,
        int delayCallbacksMs,
        boolean down) {

    ChannelFaults {
        errors = Fields.sorted(errors);
    }

    static final ChannelFaults NONE = new ChannelFaults(Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, false, 0, false);

    private static final Set<String> KNOWN = Set.of(
            "errors",
            "retryAfterSeconds",
            "latencyMs",
            "latencyJitterMs",
            "resetAfterAccept",
            "silence",
            "goaway",
            "throttlePerSecond",
            "duplicateCallbacks",
            "shuffleCallbacks",
            "delayCallbacksMs",
            "down");

    /// The switches of that JSON, everything absent being off; refuses unknown fields by name.
    static ChannelFaults from(JsonObject json) {
        Fields fields = new Fields(json, KNOWN);
        boolean oneGoaway = json.getValue("goaway") instanceof Boolean;
        return new ChannelFaults(
                fields.shares("errors", Map.of()),
                fields.count("retryAfterSeconds", 0),
                fields.count("latencyMs", 0),
                fields.count("latencyJitterMs", 0),
                fields.share("resetAfterAccept", 0),
                fields.share("silence", 0),
                oneGoaway ? 0 : fields.share("goaway", 0),
                fields.count("throttlePerSecond", 0),
                fields.share("duplicateCallbacks", 0),
                fields.flag("shuffleCallbacks", false),
                fields.count("delayCallbacksMs", 0),
                fields.flag("down", false));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("errors", Fields.sharesToJson(errors))
                .put("retryAfterSeconds", retryAfterSeconds)
                .put("latencyMs", latencyMs)
                .put("latencyJitterMs", latencyJitterMs)
                .put("resetAfterAccept", resetAfterAccept)
                .put("silence", silence)
                .put("goaway", goaway)
                .put("throttlePerSecond", throttlePerSecond)
                .put("duplicateCallbacks", duplicateCallbacks)
                .put("shuffleCallbacks", shuffleCallbacks)
                .put("delayCallbacksMs", delayCallbacksMs)
                .put("down", down);
    }
}

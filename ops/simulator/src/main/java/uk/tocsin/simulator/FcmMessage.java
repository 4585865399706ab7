package uk.tocsin.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A send request that passed FCM's checks.
///
/// @param device the registration token
/// @param validateOnly checked but not delivered
record FcmMessage(String device, String title, String body, JsonObject data, boolean validateOnly) {

    /// Payload limit of FCM ("Maximum payload size is 4096 bytes").
    static final int MAX_PAYLOAD = 4096;
    /// 28 days, FCM's longest time to live.
    private static final double MAX_TTL_SECONDS = 2_419_200;

    private static final int MAX_DEVICE_CHARS = 4096;
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?s");
    private static final Set<String> PRIORITIES = Set.of("normal", "high", "NORMAL", "HIGH");
    private static final Set<String> REQUEST_FIELDS = Set.of("message", "validateOnly", "validate_only");
    private static final Set<String> MESSAGE_FIELDS = Set.of(
            "name",
            "data",
            "notification",
            "android",
            "webpush",
            "apns",
            "fcmOptions",
            "fcm_options",
            "token",
            "topic",
            "condition");

    /// A request that FCM would refuse.
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;
        private final String field;

        Invalid(String field, String description) {
            super(description, null, false, false);
            this.field = field;
        }

        String body() {
            return FcmError.invalid(field, String.valueOf(getMessage()));
        }
    }

    static FcmMessage parse(Buffer bytes) throws Invalid {
        JsonObject request;
        try {
            request = bytes.toJsonObject();
        } catch (DecodeException | ClassCastException notJson) {
            throw new Invalid(
                    "", "Invalid JSON payload received. " + notJson.getClass().getSimpleName());
        }
        known("", request, REQUEST_FIELDS);
        JsonObject message = object("message", request, "message");
        if (message == null) {
            throw new Invalid("message", "The message is missing.");
        }
        known(" at 'message'", message, MESSAGE_FIELDS);
        String device = text("message.token", message, "token");
        if (message.containsKey("topic") || message.containsKey("condition")) {
            throw new Invalid("message", "Recipient: this simulator has devices only, no topics or conditions.");
        }
        if (device == null) {
            throw new Invalid("message", "Recipient of the message is not set.");
        }
        if (device.isBlank() || device.length() > MAX_DEVICE_CHARS || device.indexOf(' ') >= 0) {
            throw new Invalid("message.token", "The registration token is not a valid FCM registration token");
        }
        JsonObject data = data("message.data", message);
        JsonObject notification = object("message.notification", message, "notification");
        JsonObject android = object("message.android", message, "android");
        checkAndroid(android);
        checkOthers(message);
        if (bytes.length() > MAX_PAYLOAD) {
            checkSize(data, notification, android, object("message.apns", message, "apns"));
        }
        boolean only = Boolean.TRUE.equals(request.getValue("validateOnly", request.getValue("validate_only")));
        JsonObject shown = notification == null ? new JsonObject() : notification;
        return new FcmMessage(device, shown.getString("title", ""), shown.getString("body", ""), data, only);
    }

    /// A value from the data payload, null when absent.
    @Nullable
    String value(String key) {
        return data.getString(key);
    }

    private static void checkAndroid(@Nullable JsonObject android) throws Invalid {
        if (android == null) {
            return;
        }
        String ttl = text("message.android.ttl", android, "ttl");
        if (ttl != null) {
            if (!DURATION.matcher(ttl).matches()) {
                throw new Invalid(
                        "message.android.ttl",
                        "Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf.Duration), "
                                + "Illegal duration format; duration must end with 's'");
            }
            seconds("message.android.ttl", ttl.substring(0, ttl.length() - 1));
        }
        String priority = text("message.android.priority", android, "priority");
        if (priority != null && !PRIORITIES.contains(priority)) {
            throw new Invalid("message.android.priority", "Invalid value at 'message.android.priority' (TYPE_ENUM)");
        }
        data("message.android.data", android);
    }

    private static void checkOthers(JsonObject message) throws Invalid {
        JsonObject webpush = object("message.webpush", message, "webpush");
        JsonObject headers = webpush == null ? null : object("message.webpush.headers", webpush, "headers");
        String ttl = headers == null ? null : text("message.webpush.headers.TTL", headers, "TTL");
        if (ttl != null) {
            seconds("message.webpush.headers.TTL", ttl);
        }
        JsonObject apns = object("message.apns", message, "apns");
        JsonObject apnsHeaders = apns == null ? null : object("message.apns.headers", apns, "headers");
        String id = apnsHeaders == null
                ? null
                : text("message.apns.headers.apns-collapse-id", apnsHeaders, "apns-collapse-id");
        // APNs: "The value of this key must not exceed 64 bytes."
        if (id != null && id.getBytes(StandardCharsets.UTF_8).length > 64) {
            throw new Invalid("message.apns.headers.apns-collapse-id", "apns-collapse-id must not exceed 64 bytes");
        }
    }

    private static void seconds(String field, String digits) throws Invalid {
        try {
            double seconds = Double.parseDouble(digits);
            if (seconds >= 0 && seconds <= MAX_TTL_SECONDS) {
                return;
            }
        } catch (NumberFormatException notANumber) {
            throw new Invalid(field, "TTL is not a number: " + notANumber.getMessage());
        }
        throw new Invalid(field, "TTL must be between 0 and 2419200 seconds (4 weeks)");
    }

    private static void checkSize(
            JsonObject data, @Nullable JsonObject notification, @Nullable JsonObject android, @Nullable JsonObject apns)
            throws Invalid {
        int shared = size(data) + size(notification);
        int own =
                android == null ? 0 : size(android.getJsonObject("data")) + size(android.getJsonObject("notification"));
        if (shared + own > MAX_PAYLOAD) {
            throw new Invalid("message", "Android message is too big");
        }
        if (apns != null && size(apns.getJsonObject("payload")) > MAX_PAYLOAD) {
            throw new Invalid("message.apns.payload", "APNs payload is too big");
        }
    }

    private static int size(@Nullable JsonObject part) {
        return part == null || part.isEmpty() ? 0 : part.toBuffer().length();
    }

    private static JsonObject data(String field, JsonObject parent) throws Invalid {
        JsonObject data = object(field, parent, "data");
        if (data == null) {
            return new JsonObject();
        }
        for (Map.Entry<String, Object> entry : data) {
            String key = entry.getKey();
            if (!(entry.getValue() instanceof String)) {
                throw new Invalid(field, "Invalid value at '" + field + "[" + key + "].value' (TYPE_STRING)");
            }
            boolean reserved =
                    key.startsWith("google.") || key.startsWith("gcm.") || key.startsWith("gcm.notification");
            if (reserved || key.equals("from") || key.equals("message_type")) {
                throw new Invalid(field, "Invalid data payload key: " + key);
            }
        }
        return data;
    }

    private static void known(String where, JsonObject json, Set<String> fields) throws Invalid {
        for (String name : json.fieldNames()) {
            if (!fields.contains(name)) {
                throw new Invalid(
                        name,
                        "Invalid JSON payload received. Unknown name \"" + name + "\"" + where
                                + ": Cannot find field.");
            }
        }
    }

    private static @Nullable JsonObject object(String field, JsonObject parent, String name) throws Invalid {
        Object value = parent.getValue(name);
        if (value == null || value instanceof JsonObject) {
            return (JsonObject) value;
        }
        throw new Invalid(field, "Invalid value at '" + field + "' (type.googleapis.com/google.protobuf.Message)");
    }

    private static @Nullable String text(String field, JsonObject parent, String name) throws Invalid {
        Object value = parent.getValue(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Invalid(field, "Invalid value at '" + field + "' (TYPE_STRING)");
    }
}

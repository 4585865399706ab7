package uk.tocsin.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// FCM's error codes with status and words (Firebase reference, `ErrorCode` of projects.messages).
enum FcmError {
    INVALID_ARGUMENT(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", true),
    UNREGISTERED(404, "NOT_FOUND", "Requested entity was not found.", true),
    SENDER_ID_MISMATCH(403, "PERMISSION_DENIED", "SenderId mismatch", true),
    THIRD_PARTY_AUTH_ERROR(401, "UNAUTHENTICATED", "Auth error from APNS or Web Push Service", false),
    QUOTA_EXCEEDED(
            429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Messages sent' of this project.", false),
    UNAVAILABLE(503, "UNAVAILABLE", "The service is currently unavailable.", false),
    INTERNAL(500, "INTERNAL", "Internal error encountered.", false);

    private static final String TYPE = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    private static final String BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";

    final int status;
    /// Whether a repeat for this token is pointless.
    final boolean permanent;

    private final String canonical;
    private final String words;

    FcmError(int status, String canonical, String words, boolean permanent) {
        this.status = status;
        this.canonical = canonical;
        this.words = words;
        this.permanent = permanent;
    }

    /// The code of that name, INTERNAL for one that FCM does not have.
    static FcmError of(String name) {
        for (FcmError error : values()) {
            if (error.name().equals(name)) {
                return error;
            }
        }
        return INTERNAL;
    }

    String body() {
        return body(words, new JsonArray().add(detail()));
    }

    /// INVALID_ARGUMENT about a field.
    static String invalid(String field, String description) {
        JsonObject violation = new JsonObject().put("field", field).put("description", description);
        JsonArray details = new JsonArray()
                .add(INVALID_ARGUMENT.detail())
                .add(new JsonObject().put("@type", BAD_REQUEST).put("fieldViolations", new JsonArray().add(violation)));
        return INVALID_ARGUMENT.body(description, details);
    }

    /// 401 for a missing or wrong access token: Google's own front, not FCM's, so without an FCM code.
    static String unauthenticated() {
        String words = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or "
                + "other valid authentication credential.";
        return envelope(401, "UNAUTHENTICATED", words, new JsonArray());
    }

    static String denied(String project) {
        String words =
                "Permission 'cloudmessaging.messages.create' denied on resource '//cloudresourcemanager.googleapis.com/"
                        + "projects/" + project + "' (or it may not exist).";
        return envelope(403, "PERMISSION_DENIED", words, new JsonArray());
    }

    private JsonObject detail() {
        return new JsonObject().put("@type", TYPE).put("errorCode", name());
    }

    private String body(String message, JsonArray details) {
        return envelope(status, canonical, message, details);
    }

    private static String envelope(int code, String status, String message, JsonArray details) {
        JsonObject error =
                new JsonObject().put("code", code).put("message", message).put("status", status);
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        return new JsonObject().put("error", error).encodePrettily() + "\n";
    }
}

package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One text as Twilio keeps it. Belongs to the SMS channel's event loop.
final class Text {

    /// Twilio's states that the simulator passes through.
    enum Status {
        ACCEPTED,
        QUEUED,
        SENT,
        DELIVERED,
        UNDELIVERED,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isFinal() {
            return this == DELIVERED || this == UNDELIVERED || this == FAILED;
        }
    }

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    final long number;
    final String to;
    final String from;
    final boolean byService;
    final boolean keepsText;
    final boolean keepsAddress;
    final int segments;
    final long createdMs;
    String body;
    Status status;
    String errorCode = "";
    long updatedMs;
    /// When the network took it, 0 before.
    long sentMs;

    boolean deleted;
    /// The text before this to the same number, and the one after.
    @Nullable
    Text older;

    @Nullable
    Text newer;

    Text(long number, String to, TwilioRequest request, long nowMs) {
        this.number = number;
        this.to = to;
        this.from = request.from();
        this.byService = request.byService();
        this.keepsText = request.keepsText();
        this.keepsAddress = request.keepsAddress();
        this.body = keepsText ? request.body() : "";
        this.segments = Segments.count(request.body());
        this.status = byService ? Status.ACCEPTED : Status.QUEUED;
        this.createdMs = nowMs;
        this.updatedMs = nowMs;
    }

    /// The network says so; a lower state than the present one changes nothing.
    void reached(Status now, String code) {
        if (now.compareTo(status) > 0) {
            status = now;
            errorCode = code;
            updatedMs = System.currentTimeMillis();
            sentMs = sentMs == 0 ? updatedMs : sentMs;
        }
    }

    /// The resource as the API shows it.
    JsonObject toJson(String sid, Credentials account) {
        boolean first = status == Status.ACCEPTED;
        String base = "/2010-04-01/Accounts/" + account.accountSid() + "/Messages/" + sid;
        return new JsonObject()
                .put("account_sid", account.accountSid())
                .put("api_version", "2010-04-01")
                .put("body", body)
                .put("date_created", date(createdMs))
                .put("date_sent", sentMs > 0 ? date(sentMs) : null)
                .put("date_updated", date(updatedMs))
                .put("direction", "outbound-api")
                .put("error_code", errorCode.isEmpty() ? null : Integer.valueOf(errorCode))
                .put("error_message", null)
                .put("from", byService && first ? null : from)
                .put("messaging_service_sid", byService ? account.messagingServiceSid() : null)
                .put("num_media", "0")
                .put("num_segments", first ? "0" : Integer.toString(segments))
                .put("price", null)
                .put("price_unit", "USD")
                .put("sid", sid)
                .put("status", status.label())
                .put("subresource_uris", new JsonObject().put("media", base + "/Media.json"))
                .put("to", keepsAddress ? to : to.substring(0, to.length() - 4) + "XXXX")
                .put("uri", base + ".json");
    }

    static String date(long ms) {
        return DATE.format(Instant.ofEpochMilli(ms));
    }
}

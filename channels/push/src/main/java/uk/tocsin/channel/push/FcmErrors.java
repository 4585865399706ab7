package uk.tocsin.channel.push;

import com.google.firebase.messaging.MessagingErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.push.PushListener.Problem;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// What FCM's refusals mean for a delivery. The one place for its codes.
///
/// Sources: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode (codes, their HTTP status, what to do),
/// firebase.google.com/docs/cloud-messaging/error-codes (the two shapes of INVALID_ARGUMENT),
/// cloud.google.com/apis/design/errors (answers without an FCM code), RFC 9110 10.2.3 (Retry-After).
///
/// Only an answer that carries FCM's own code condemns an address. A 404 without it is a wrong project or address
/// of ours, and would otherwise wipe out every subscriber's device.
final class FcmErrors {
    /// "If no Retry-After header is set, default to 60 seconds": FCM's documentation on QUOTA_EXCEEDED.
    static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60);
    /// Nobody is served by a longer one; a quota is counted by the minute.
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final String BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";
    private static final String TOKEN_FIELD = "message.token";
    /// FCM's words for a bad token when it names no field, as its documentation quotes them.
    private static final String TOKEN_WORDS = "The registration token is not a valid FCM registration token";

    /// What to do about a refusal.
    ///
    /// @param outcome of the delivery
    /// @param problem for the operator, if it is one
    record Verdict(SendOutcome outcome, @Nullable Problem problem) {}

    private FcmErrors() {}

    /// The verdict on an answer that the SDK did not take for a success.
    ///
    /// @param code as the SDK read it; null where the answer has none
    static Verdict verdict(Exchange.Answered answer, @Nullable MessagingErrorCode code, InstantSource clock) {
        return code == null ? byStatus(answer, clock) : byCode(answer, code, clock);
    }

    private static Verdict byCode(Exchange.Answered answer, MessagingErrorCode code, InstantSource clock) {
        return switch (code) {
            case INVALID_ARGUMENT ->
                refused(namesToken(answer) ? FailureReason.INVALID_ADDRESS : FailureReason.CONTENT, code.name());
            case UNREGISTERED -> refused(FailureReason.UNREGISTERED, code.name());
            case SENDER_ID_MISMATCH -> refused(FailureReason.CONFIGURATION, code.name());
            case THIRD_PARTY_AUTH_ERROR -> notSent(NotSentCause.AUTHENTICATION, Problem.THIRD_PARTY_KEY);
            case QUOTA_EXCEEDED -> throttled(answer, clock);
            case UNAVAILABLE -> unavailable(answer, clock);
            case INTERNAL -> doubtful();
        };
    }

    private static Verdict byStatus(Exchange.Answered answer, InstantSource clock) {
        int status = answer.status();
        return switch (status) {
            case 400 -> refused(FailureReason.CONTENT, "HTTP 400");
            case 401 -> notSent(NotSentCause.AUTHENTICATION, Problem.CREDENTIALS);
            case 403, 404 -> notSent(NotSentCause.AUTHENTICATION, Problem.PERMISSION);
            case 413 -> refused(FailureReason.TOO_LARGE, "HTTP 413");
            case 429 -> throttled(answer, clock);
            case 503 -> unavailable(answer, clock);
            default -> {
                if (status < 300) {
                    yield new Verdict(new SendOutcome.Unknown(UnknownCause.PROTOCOL), null);
                } else if (status < 500) {
                    yield notSent(NotSentCause.UNAVAILABLE, Problem.PERMISSION);
                }
                yield doubtful();
            }
        };
    }

    /// 500 and the gateways' 502 and 504 do not say whether the message was taken; a repeat is folded by its
    /// collapse key.
    private static Verdict doubtful() {
        return new Verdict(new SendOutcome.Unknown(UnknownCause.SERVER_ERROR), null);
    }

    private static Verdict refused(FailureReason reason, String code) {
        return new Verdict(new SendOutcome.Refused(reason, code), null);
    }

    private static Verdict notSent(NotSentCause cause, Problem problem) {
        return new Verdict(new SendOutcome.NotSent(cause), problem);
    }

    private static Verdict throttled(Exchange.Answered answer, InstantSource clock) {
        Duration pause = retryAfter(answer, clock);
        return new Verdict(new SendOutcome.Throttled(pause == null ? DEFAULT_PAUSE : pause), null);
    }

    private static Verdict unavailable(Exchange.Answered answer, InstantSource clock) {
        Duration pause = retryAfter(answer, clock);
        SendOutcome outcome =
                pause == null ? new SendOutcome.NotSent(NotSentCause.UNAVAILABLE) : new SendOutcome.Throttled(pause);
        return new Verdict(outcome, null);
    }

    private static @Nullable Duration retryAfter(Exchange.Answered answer, InstantSource clock) {
        String value = answer.headers().get("retry-after");
        if (value == null) {
            return null;
        }
        Duration pause;
        if (value.matches("[0-9]{1,9}")) {
            pause = Duration.ofSeconds(Long.parseLong(value));
        } else {
            try {
                ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
                pause = Duration.between(clock.instant(), date.toInstant());
            } catch (DateTimeException e) {
                return DEFAULT_PAUSE;
            }
        }
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /// Whether it is the token that is invalid: FCM either names the field or, for tokens that once looked right,
    /// says so in fixed words. In doubt it is our message, so that no address is dropped by mistake.
    private static boolean namesToken(Exchange.Answered answer) {
        try {
            JsonObject error = new JsonObject(Buffer.buffer(answer.body())).getJsonObject("error", new JsonObject());
            JsonArray details = error.getJsonArray("details", new JsonArray());
            for (int i = 0; i < details.size(); i++) {
                JsonObject detail = details.getJsonObject(i);
                if (BAD_REQUEST.equals(detail.getString("@type"))) {
                    return violates(detail.getJsonArray("fieldViolations", new JsonArray()));
                }
            }
            return TOKEN_WORDS.equals(error.getString("message"));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return false;
        }
    }

    private static boolean violates(JsonArray violations) {
        for (int i = 0; i < violations.size(); i++) {
            if (TOKEN_FIELD.equals(violations.getJsonObject(i).getString("field"))) {
                return true;
            }
        }
        return false;
    }
}

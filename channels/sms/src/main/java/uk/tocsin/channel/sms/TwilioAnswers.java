package uk.tocsin.channel.sms;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// What an answer other than success means for a text. Any thread.
final class TwilioAnswers {
    /// When Twilio names no time: 20429 is a limit of requests at once, over as soon as others are answered.
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TwilioAnswers.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final TwilioErrors errors;
    private final InstantSource clock;
    private final SmsAlarms alarms;

    TwilioAnswers(TwilioErrors errors, InstantSource clock, SmsAlarms alarms) {
        this.errors = errors;
        this.clock = clock;
        this.alarms = alarms;
    }

    /// The outcome of an answer. A 5xx may have been processed, whatever code it carries: unknown. Then the
    /// table decides, and only where it does not know the code, the status.
    ///
    /// @param code Twilio's, if the answer carried one
    /// @param retryAfter the header's value
    SendOutcome outcome(int status, Optional<Integer> code, @Nullable String retryAfter) {
        if (status >= 500) {
            return new SendOutcome.Unknown(UnknownCause.SERVER_ERROR);
        }
        if (status < 400) {
            return new SendOutcome.Unknown(UnknownCause.PROTOCOL);
        }
        if (status == 429) {
            return new SendOutcome.Throttled(pause(retryAfter));
        }
        return code.flatMap(errors::find)
                .map(error -> known(error, retryAfter))
                .orElseGet(() -> unlisted(status, code));
    }

    private SendOutcome known(TwilioError error, @Nullable String retryAfter) {
        String code = Integer.toString(error.code());
        return switch (error.kind()) {
            case PERMANENT -> new SendOutcome.Refused(error.reason(), code);
            case TEMPORARY -> new SendOutcome.NotSent(NotSentCause.UNAVAILABLE);
            case THROTTLED -> new SendOutcome.Throttled(pause(retryAfter));
            case OPERATOR -> {
                raise(code, error.note());
                yield new SendOutcome.Refused(error.reason(), code);
            }
            case AUTHENTICATION -> {
                raise(code, error.note());
                yield new SendOutcome.NotSent(NotSentCause.AUTHENTICATION);
            }
        };
    }

    private SendOutcome unlisted(int status, Optional<Integer> code) {
        String name = code.map(Object::toString).orElse("http-" + status);
        if (status == 401 || status == 403) {
            raise(name, "the credentials were refused");
            return new SendOutcome.NotSent(NotSentCause.AUTHENTICATION);
        }
        if (status == 408) {
            return new SendOutcome.Unknown(UnknownCause.TIMEOUT);
        }
        return new SendOutcome.Refused(FailureReason.OTHER, name);
    }

    /// Whatever becomes of an alarm, the text has its outcome.
    private void raise(String code, String note) {
        try {
            alarms.raise(code, note);
        } catch (RuntimeException e) {
            LOG.error("the alarm for code {} was not taken", code, e);
        }
    }

    /// RFC 9110, 10.2.3: seconds, or a date.
    private Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null || retryAfter.isBlank()) {
            return DEFAULT_PAUSE;
        }
        String value = retryAfter.strip();
        if (value.matches("[0-9]{1,9}")) {
            return clamp(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            ZonedDateTime then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return clamp(Duration.between(clock.instant(), then.toInstant()));
        } catch (DateTimeParseException e) {
            return DEFAULT_PAUSE;
        }
    }

    private static Duration clamp(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}

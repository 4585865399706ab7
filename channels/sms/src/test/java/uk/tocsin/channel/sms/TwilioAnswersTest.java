package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SendOutcome.NotSent;
import uk.tocsin.model.SendOutcome.Refused;
import uk.tocsin.model.SendOutcome.Throttled;
import uk.tocsin.model.SendOutcome.Unknown;
import uk.tocsin.model.UnknownCause;

class TwilioAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final List<String> alarms = new ArrayList<>();
    private final TwilioAnswers answers =
            new TwilioAnswers(TwilioErrors.standard(), InstantSource.fixed(NOW), (code, note) -> alarms.add(code));

    @Test
    void aPermanentCodeIsRefusedQuietly() {
        assertThat(outcome(400, 21610)).isEqualTo(new Refused(FailureReason.OPTED_OUT, "21610"));
        assertThat(outcome(400, 21211)).isEqualTo(new Refused(FailureReason.INVALID_ADDRESS, "21211"));
        assertThat(alarms).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void aServerErrorMayHaveBeenProcessed(int status) {
        assertThat(outcome(status, 20503)).isEqualTo(new Unknown(UnknownCause.SERVER_ERROR));
        assertThat(outcome(status, 21610)).isEqualTo(new Unknown(UnknownCause.SERVER_ERROR));
        assertThat(answers.outcome(status, Optional.empty(), "5")).isEqualTo(new Unknown(UnknownCause.SERVER_ERROR));
    }

    @Test
    void anOperatorsCodeRaisesAnAlarm() {
        assertThat(outcome(403, 21408)).isEqualTo(new Refused(FailureReason.CONFIGURATION, "21408"));
        assertThat(outcome(400, 30007)).isEqualTo(new Refused(FailureReason.POLICY, "30007"));
        assertThat(outcome(400, 30004)).isEqualTo(new Refused(FailureReason.BLOCKED, "30004"));
        assertThat(outcome(400, 30002)).isEqualTo(new Refused(FailureReason.CONFIGURATION, "30002"));
        assertThat(outcome(404, 20404)).isEqualTo(new Refused(FailureReason.CONFIGURATION, "20404"));
        assertThat(alarms).containsExactly("21408", "30007", "30004", "30002", "20404");
    }

    @Test
    void refusedCredentialsAreNotSentAndRaiseAnAlarm() {
        assertThat(outcome(401, 20003)).isEqualTo(new NotSent(NotSentCause.AUTHENTICATION));
        assertThat(answers.outcome(403, Optional.empty(), null)).isEqualTo(new NotSent(NotSentCause.AUTHENTICATION));
        assertThat(alarms).containsExactly("20003", "http-403");
    }

    @Test
    void anUnlistedCodeIsRefusedForAnotherReason() {
        assertThat(outcome(400, 29999)).isEqualTo(new Refused(FailureReason.OTHER, "29999"));
        assertThat(answers.outcome(422, Optional.empty(), null))
                .isEqualTo(new Refused(FailureReason.OTHER, "http-422"));
    }

    @Test
    void aPassingErrorIsNotSent() {
        assertThat(outcome(400, 21730)).isEqualTo(new NotSent(NotSentCause.UNAVAILABLE));
    }

    @Test
    void whatIsNoAnswerOfTwilioIsUnknown() {
        assertThat(answers.outcome(307, Optional.empty(), null)).isEqualTo(new Unknown(UnknownCause.PROTOCOL));
        assertThat(answers.outcome(408, Optional.empty(), null)).isEqualTo(new Unknown(UnknownCause.TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "999999, 3600",
        "'Mon, 02 Mar 2026 10:00:30 GMT', 30",
        "'Mon, 02 Mar 2026 09:00:00 GMT', 0",
        "soon, 1",
        "-3, 1",
        "'', 1",
        ", 1",
    })
    void throttlingLastsAsLongAsTwilioSays(@Nullable String retryAfter, int seconds) {
        Throttled throttled = new Throttled(Duration.ofSeconds(seconds));

        assertThat(answers.outcome(429, Optional.of(20429), retryAfter)).isEqualTo(throttled);
        assertThat(answers.outcome(429, Optional.empty(), retryAfter)).isEqualTo(throttled);
        assertThat(answers.outcome(400, Optional.of(21611), retryAfter)).isEqualTo(throttled);
    }

    @Test
    void anAlarmThatFailsCostsNoOutcome() {
        TwilioAnswers fragile = new TwilioAnswers(TwilioErrors.standard(), InstantSource.fixed(NOW), (code, note) -> {
            throw new IllegalStateException("no bell");
        });

        assertThat(fragile.outcome(401, Optional.of(20003), null)).isEqualTo(new NotSent(NotSentCause.AUTHENTICATION));
    }

    private SendOutcome outcome(int status, int code) {
        return answers.outcome(status, Optional.of(code), null);
    }
}

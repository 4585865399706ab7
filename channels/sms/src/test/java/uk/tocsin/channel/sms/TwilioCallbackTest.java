package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.channel.sms.TwilioCallback.Failed;
import uk.tocsin.channel.sms.TwilioCallback.Ignored;
import uk.tocsin.channel.sms.TwilioCallback.Malformed;
import uk.tocsin.channel.sms.TwilioCallback.Progress;
import uk.tocsin.channel.sms.TwilioError.Kind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;

class TwilioCallbackTest {
    private static final TwilioErrors ERRORS = TwilioErrors.standard();
    private static final String SID = "SM0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "accepted, ACCEPTED",
        "scheduled, ACCEPTED",
        "queued, ACCEPTED",
        "sending, ACCEPTED",
        "sent, ACCEPTED",
        "partially_delivered, ACCEPTED",
        "delivered, DELIVERED",
        "read, READ",
    })
    void aStatusIsEvidence(String status, Evidence evidence) {
        assertThat(parse(status, "")).isEqualTo(new Progress(SID, evidence));
    }

    @Test
    void aFailureHasTheReasonOfItsCode() {
        assertThat(parse("undelivered", "30005"))
                .isEqualTo(new Failed(SID, FailureReason.UNREGISTERED, Kind.PERMANENT, "30005"));
        assertThat(parse("failed", "30007")).isEqualTo(new Failed(SID, FailureReason.POLICY, Kind.OPERATOR, "30007"));
        assertThat(parse("undelivered", "30003"))
                .isEqualTo(new Failed(SID, FailureReason.UNREACHABLE, Kind.TEMPORARY, "30003"));
        assertThat(parse("failed", "39998")).isEqualTo(new Failed(SID, FailureReason.OTHER, Kind.PERMANENT, "39998"));
        assertThat(parse("canceled", "")).isEqualTo(new Failed(SID, FailureReason.OTHER, Kind.PERMANENT, ""));
        assertThat(parse("failed", "0")).isEqualTo(new Failed(SID, FailureReason.OTHER, Kind.PERMANENT, ""));
    }

    @Test
    void whatIsNewOrInboundIsIgnored() {
        assertThat(parse("teleported", "")).isEqualTo(new Ignored(SID, "teleported"));
        assertThat(parse("received", "")).isEqualTo(new Ignored(SID, "received"));
    }

    @Test
    void unknownFieldsAndOldNamesAreAccepted() {
        Map<String, String> params =
                Map.of("SmsSid", SID, "SmsStatus", "sent", "RawDlrDoneDate", "2603021000", "Novelty", "x");

        assertThat(TwilioCallback.parse(params, ERRORS)).isEqualTo(new Progress(SID, Evidence.ACCEPTED));
    }

    @Test
    void whatIsMalformedNamesItsField() {
        assertThat(TwilioCallback.parse(Map.of("MessageStatus", "sent"), ERRORS))
                .isEqualTo(new Malformed("MessageSid", "missing"));
        assertThat(TwilioCallback.parse(Map.of("MessageSid", "../x", "MessageStatus", "sent"), ERRORS))
                .isEqualTo(new Malformed("MessageSid", "not 1 to 64 letters and digits"));
        assertThat(TwilioCallback.parse(Map.of("MessageSid", SID), ERRORS))
                .isEqualTo(new Malformed("MessageStatus", "missing"));
        assertThat(parse("<b>", "")).isEqualTo(new Malformed("MessageStatus", "not a word"));
        assertThat(parse("failed", "many")).isEqualTo(new Malformed("ErrorCode", "not a number"));
        assertThat(parse("failed", "99999999999")).isEqualTo(new Malformed("ErrorCode", "not a number"));
    }

    private static TwilioCallback parse(String status, String errorCode) {
        return TwilioCallback.parse(
                Map.of("MessageSid", SID, "MessageStatus", status, "ErrorCode", errorCode, "To", "+447700900001"),
                ERRORS);
    }
}

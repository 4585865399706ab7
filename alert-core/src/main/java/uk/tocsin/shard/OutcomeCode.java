package uk.tocsin.shard;

import uk.tocsin.model.Coded;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.UnknownCause;

/// The outcome of one request as a short: which case in the high byte, why in the low byte.
public final class OutcomeCode {
    static final int ACCEPTED = 0;
    static final int REFUSED = 1;
    static final int THROTTLED = 2;
    static final int NOT_SENT = 3;
    static final int UNKNOWN = 4;
    static final int SUPPRESSED = 5;

    private OutcomeCode() {}

    /// The code of what a channel reported.
    public static short of(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted _ -> code(ACCEPTED, 0);
            case SendOutcome.Refused refused -> code(REFUSED, refused.reason().code());
            case SendOutcome.Throttled _ -> code(THROTTLED, 0);
            case SendOutcome.NotSent notSent -> code(NOT_SENT, notSent.cause().code());
            case SendOutcome.Unknown unknown -> code(UNKNOWN, unknown.cause().code());
        };
    }

    /// The code of a delivery that the register forbade at send time.
    public static short suppressed(SuppressionReason reason) {
        return code(SUPPRESSED, reason.code());
    }

    /// The code of a request that never left for this cause.
    public static short notSent(NotSentCause cause) {
        return code(NOT_SENT, cause.code());
    }

    static short unknown(UnknownCause cause) {
        return code(UNKNOWN, cause.code());
    }

    private static short code(int which, int why) {
        return (short) (which << 8 | why);
    }

    /// An ended permit or a closed gate says nothing about the provider: it counts as no try.
    static boolean countsAsTry(short code) {
        return switch (cause(code)) {
            case PERMIT, GATE -> false;
            case CONNECT, REFUSED_STREAM, UNAVAILABLE, AUTHENTICATION, BREAKER, INTERNAL -> true;
        };
    }

    static int which(short code) {
        return code >> 8;
    }

    static FailureReason reason(short code) {
        return Coded.ofCode(FailureReason.class, code & 0xff);
    }

    static NotSentCause cause(short code) {
        return Coded.ofCode(NotSentCause.class, code & 0xff);
    }

    static SuppressionReason suppression(short code) {
        return Coded.ofCode(SuppressionReason.class, code & 0xff);
    }
}

package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.channel.sms.TwilioCallback;
import uk.tocsin.channel.sms.TwilioError;
import uk.tocsin.channel.sms.TwilioErrors;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.receipt.DeliveryToken;

/// Twilio's status callbacks: `POST /receipts/sms/{token}?t={try}`. Twilio repeats a callback until it is answered
/// with 2xx, so that answer is given only for what is durable. The signature has no time in it: a callback that
/// was overheard and is posted again is valid, and harmless; see [Receipts]. A failure that is repeated forgets no
/// number that its owner renewed meanwhile; see [uk.tocsin.engine.Engine#receive].
final class SmsStatus implements Door {
    private static final int MAX_DIGITS = 18;

    private final SignedForm form;
    private final Receipts receipts;
    private final TwilioErrors errors;

    SmsStatus(SignedForm form, Receipts receipts, TwilioErrors errors) {
        this.form = form;
        this.receipts = receipts;
        this.errors = errors;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        return switch (form.read(inquiry)) {
            case SignedForm.Found.Bad bad -> Answer.refusing(bad.why());
            case SignedForm.Found.Fields genuine -> genuine(inquiry, genuine.fields());
        };
    }

    private Future<Answer> genuine(Inquiry inquiry, Map<String, String> fields) {
        Optional<DeliveryToken> token = receipts.token(inquiry.rest());
        if (token.isEmpty()) {
            return receipts.notADelivery(inquiry.rest());
        }
        long tryNumber = tryNumber(inquiry.query());
        if (tryNumber < 0) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        return switch (TwilioCallback.parse(fields, errors)) {
            case TwilioCallback.Progress p ->
                receipts.journal(token.get(), tryNumber, p.evidence(), FailureReason.OTHER, EvidenceSource.PROVIDER);
            case TwilioCallback.Failed f ->
                receipts.journal(token.get(), tryNumber, Evidence.FAILED, reason(f), EvidenceSource.PROVIDER);
            case TwilioCallback.Ignored _ -> Future.succeededFuture(Answer.TAKEN);
            case TwilioCallback.Malformed _ -> Answer.refusing(Refusal.MALFORMED);
        };
    }

    /// Only a permanent failure says something about the number itself.
    private static FailureReason reason(TwilioCallback.Failed failed) {
        boolean judged = failed.kind() == TwilioError.Kind.PERMANENT;
        return !judged && failed.reason().addressIsDead() ? FailureReason.UNREACHABLE : failed.reason();
    }

    /// The try that a query names, 0 where it names none, -1 where that is no number.
    static long tryNumber(String query) {
        if (query.isEmpty()) {
            return 0;
        }
        boolean digits = query.startsWith("t=") && query.length() > 2 && query.length() <= 2 + MAX_DIGITS;
        for (int i = 2; digits && i < query.length(); i++) {
            digits = query.charAt(i) >= '0' && query.charAt(i) <= '9';
        }
        return digits ? Long.parseLong(query, 2, query.length(), 10) : -1;
    }
}

package uk.tocsin.channel.push;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// One message on its thread. What became of its request is noted here by the transport, so that however the SDK
/// wraps what it is told, the outcome rests on what happened on the wire.
final class Sending implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /// What the channel lends to every message.
    interface Sender {
        /// The SDK's call.
        String send(Message message) throws FirebaseMessagingException;

        /// The meaning of a refusal.
        FcmErrors.Verdict verdict(Exchange.Answered answer, @Nullable MessagingErrorCode code);

        /// Something for the operator; `authorization` is the refused one, if that is what it is about.
        void problem(PushListener.Problem problem, @Nullable String authorization);

        /// There was no access token to send it with.
        void noToken();
    }

    private final Sender sender;
    private final MessageTemplate template;
    private final Batch batch;
    private final int index;
    private final Channel.Sink sink;
    private @Nullable Exchange exchange;
    private @Nullable String authorization;

    Sending(Sender sender, MessageTemplate template, Batch batch, int index, Channel.Sink sink) {
        this.sender = sender;
        this.template = template;
        this.batch = batch;
        this.index = index;
        this.sink = sink;
    }

    Batch.WriteGate gate() {
        return batch.gate();
    }

    @Nullable
    Exchange exchange() {
        return exchange;
    }

    void exchange(Exchange happened) {
        exchange = happened;
    }

    void authorization(@Nullable String value) {
        authorization = value;
    }

    @Override
    public void run() {
        sink.outcome(index, outcome());
    }

    private SendOutcome outcome() {
        NotSentCause refusal = batch.refusal();
        if (refusal != null) {
            return new SendOutcome.NotSent(refusal);
        }
        try {
            String id = ScopedValue.where(FcmTransport.SENDING, this).call(this::call);
            return id == null || id.isEmpty()
                    ? new SendOutcome.Unknown(UnknownCause.PROTOCOL)
                    : new SendOutcome.Accepted(id);
        } catch (FirebaseMessagingException e) {
            return failed(e.getMessagingErrorCode(), NotSentCause.AUTHENTICATION);
        } catch (RuntimeException | LinkageError e) {
            // Also what a class path lacks: without an outcome the delivery would be in flight for ever. The
            // message may quote the address.
            LOG.warn("push: the SDK failed with {}", e.getClass().getName());
            return failed(null, NotSentCause.INTERNAL);
        }
    }

    private @Nullable String call() throws FirebaseMessagingException {
        return sender.send(template.to(batch.addresses()[index], batch.tokens()[index]));
    }

    /// @param unasked why, if the request never got as far as the wire
    private SendOutcome failed(@Nullable MessagingErrorCode code, NotSentCause unasked) {
        return switch (exchange) {
            case null -> {
                if (unasked == NotSentCause.AUTHENTICATION) {
                    sender.noToken();
                }
                yield new SendOutcome.NotSent(unasked);
            }
            case Exchange.NotSent(NotSentCause cause) -> new SendOutcome.NotSent(cause);
            case Exchange.Unknown(UnknownCause cause) -> new SendOutcome.Unknown(cause);
            case Exchange.Answered answer -> judged(sender.verdict(answer, code));
        };
    }

    private SendOutcome judged(FcmErrors.Verdict verdict) {
        PushListener.Problem problem = verdict.problem();
        if (problem != null) {
            sender.problem(problem, authorization);
        }
        return verdict.outcome();
    }
}

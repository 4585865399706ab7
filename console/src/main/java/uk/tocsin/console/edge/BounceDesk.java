package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Optional;
import uk.tocsin.channel.email.Bounce;
import uk.tocsin.channel.email.BounceIntake;
import uk.tocsin.channel.email.BounceParser;
import uk.tocsin.channel.kit.BoundedVirtualThreads;
import uk.tocsin.engine.Engine;
import uk.tocsin.engine.EngineMeters;
import uk.tocsin.journal.JournalException;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// Reads mail to the bounce address and journals what it says. A mail is answered 250 once that is durable, or
/// when it says nothing that concerns us: what is forged or unintelligible is counted and dropped, because an
/// answer to it would be mail to a stranger. Any thread.
final class BounceDesk implements BounceIntake.Handler {
    private final BounceParser parser;
    private final BoundedVirtualThreads threads;
    private final Engine engine;
    private final TokenMint tokens;
    private final InstantSource clock;
    private final EdgeMeters meters;

    /// @param threads where mails are parsed, each in milliseconds; a mail that finds none is to come again
    BounceDesk(
            BounceParser parser,
            BoundedVirtualThreads threads,
            Engine engine,
            TokenMint tokens,
            InstantSource clock,
            EdgeMeters meters) {
        this.parser = parser;
        this.threads = threads;
        this.engine = engine;
        this.tokens = tokens;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Future<Void> received(String envelopeRecipient, byte[] raw) {
        Promise<Bounce> parsed = Promise.promise();
        boolean started = threads.tryRun(() -> {
            try {
                parsed.complete(parser.parse(raw, envelopeRecipient));
            } catch (RuntimeException | Error e) {
                parsed.fail(e);
                throw e;
            }
        });
        if (!started) {
            parsed.fail(new JournalException(JournalException.Kind.BUSY, "too many bounces are being read"));
        }
        return parsed.future().compose(this::take).transform(done -> {
            meters.bounce(done.succeeded() ? done.result() : EdgeMeters.Returned.NOT_TAKEN);
            return done.succeeded() ? Future.succeededFuture() : Future.failedFuture(done.cause());
        });
    }

    private Future<EdgeMeters.Returned> take(Bounce bounce) {
        return switch (bounce) {
            case Bounce.Bounced b ->
                journal(
                        b.token32(),
                        Evidence.FAILED,
                        b.reason().orElse(FailureReason.OTHER),
                        EdgeMeters.Returned.FAILED);
            case Bounce.DeliveredReport d ->
                journal(d.token32(), Evidence.DELIVERED, FailureReason.OTHER, EdgeMeters.Returned.DELIVERED);
            case Bounce.Complaint c -> complaint(c.token32());
            case Bounce.Delayed _ -> Future.succeededFuture(EdgeMeters.Returned.DELAYED);
            case Bounce.AutoReply _ -> Future.succeededFuture(EdgeMeters.Returned.AUTO_REPLY);
            case Bounce.Unintelligible _ -> Future.succeededFuture(EdgeMeters.Returned.UNINTELLIGIBLE);
        };
    }

    /// The address in a return path names no try: the evidence is about whichever is the latest.
    private Future<EdgeMeters.Returned> journal(
            String token32, Evidence kind, FailureReason reason, EdgeMeters.Returned counted) {
        Optional<DeliveryToken> token = tokens.verifyMail(token32);
        if (token.isEmpty()) {
            return notADelivery(token32);
        }
        return engine.receive(token.get(), 0, kind, reason, EvidenceSource.PROVIDER, clock.instant())
                .map(known -> {
                    if (!known) {
                        refused(Refusal.UNKNOWN_DELIVERY);
                    }
                    return known ? counted : EdgeMeters.Returned.UNKNOWN;
                });
    }

    private Future<EdgeMeters.Returned> complaint(String token32) {
        Optional<DeliveryToken> token = tokens.verifyMail(token32);
        if (token.isEmpty()) {
            return notADelivery(token32);
        }
        return engine.suppress(token.get(), SuppressionCause.COMPLAINT).map(_ -> {
            meters.suppressed(EdgeMeters.By.COMPLAINT);
            return EdgeMeters.Returned.COMPLAINT;
        });
    }

    private Future<EdgeMeters.Returned> notADelivery(String token32) {
        if (tokens.verifyNoticeMail(token32).isPresent()) {
            engine.meters().noticeReceipt();
            return Future.succeededFuture(EdgeMeters.Returned.NOTICE);
        }
        refused(Refusal.UNKNOWN_TOKEN);
        return Future.succeededFuture(EdgeMeters.Returned.FORGED);
    }

    private void refused(Coded why) {
        EngineMeters counted = engine.meters();
        counted.receiptRefused(why);
    }
}

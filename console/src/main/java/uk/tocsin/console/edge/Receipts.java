package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Response;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// Hands evidence to the engine. Nothing here remembers what came before: the same receipt once more is journalled
/// once more and changes nothing, because evidence is only added. A receipt carries no time to be too old by;
/// replaying one that was overheard can only repeat what was true. Any thread.
final class Receipts {
    private final Engine engine;
    private final TokenMint tokens;
    private final InstantSource clock;

    Receipts(Engine engine, TokenMint tokens, InstantSource clock) {
        this.engine = engine;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// The delivery that a token in an address names; empty for one that was not made here.
    Optional<DeliveryToken> token(String text) {
        return tokens.verifyUrl(text);
    }

    /// What a receipt gets whose token names no delivery: one about a notice is answered like any other, because its
    /// sender did nothing wrong, and says nothing that is kept.
    Future<Answer> notADelivery(String text) {
        if (tokens.verifyNoticeUrl(text).isEmpty()) {
            return Answer.refusing(Refusal.UNKNOWN_TOKEN);
        }
        engine.meters().noticeReceipt();
        return Future.succeededFuture(Answer.TAKEN);
    }

    /// Journals that something arrived, was read or acknowledged.
    Future<Answer> journal(DeliveryToken token, Evidence kind, EvidenceSource source) {
        return journal(token, 0, kind, FailureReason.OTHER, source);
    }

    /// Journals evidence; completes with [Answer#TAKEN] once it is durable.
    Future<Answer> journal(
            DeliveryToken token, long tryNumber, Evidence kind, FailureReason reason, EvidenceSource source) {
        return engine.receive(token, tryNumber, kind, reason, source, clock.instant())
                .map(known -> known ? Answer.TAKEN : Answer.refused(Refusal.UNKNOWN_DELIVERY));
    }

    /// Journals what a person answered, which acknowledges too; completes with [Answer#TAKEN] once it is durable.
    Future<Answer> respond(DeliveryToken token, Response response) {
        return engine.respond(token, response, clock.instant())
                .map(known -> known ? Answer.TAKEN : Answer.refused(Refusal.UNKNOWN_DELIVERY));
    }

    /// Journals what somebody pressed, if it says something.
    Future<Answer> press(DeliveryToken token, Press press) {
        return switch (press) {
            case Press.Read _ -> journal(token, Evidence.ACKNOWLEDGED, EvidenceSource.PERSON);
            case Press.Says says -> respond(token, says.response());
            case Press.Nothing _, Press.Strange _ -> Answer.refusing(Refusal.MALFORMED);
        };
    }
}

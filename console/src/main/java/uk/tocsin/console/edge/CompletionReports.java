package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.engine.Engine;
import uk.tocsin.receipt.CompletionToken;
import uk.tocsin.receipt.TokenMint;

/// What a training reports when somebody has completed it: `POST /completions` with `{"token":…,"time":…}`, signed
/// ([CompletionSignature]) with the secret of the training that the token names: none can speak for another. Answered
/// 204 once it is journalled; repeating it changes nothing. What is refused is answered with the reason,
/// `{"reason":…}`: whoever reports is a machine whose keepers have to mend it. Any thread.
final class CompletionReports implements Door {
    private final Engine engine;
    private final TokenMint tokens;
    private final Trainings trainings;
    private final InstantSource clock;

    CompletionReports(Engine engine, TokenMint tokens, Trainings trainings, InstantSource clock) {
        this.engine = engine;
        this.tokens = tokens;
        this.trainings = trainings;
        this.clock = clock;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<String> text = token(inquiry);
        if (text.isEmpty()) {
            return refused(Refusal.MALFORMED);
        }
        Optional<CompletionToken> token = tokens.verifyCompletionUrl(text.get());
        if (token.isEmpty()) {
            return refused(Refusal.UNKNOWN_TOKEN);
        }
        Optional<Refusal> why = trainings
                .secret(token.get().done())
                .map(secret -> CompletionSignature.refuse(
                        inquiry.header(CompletionSignature.HEADER),
                        inquiry.body().getBytes(),
                        secret,
                        clock.instant()))
                .orElse(Optional.of(Refusal.FORGED_SIGNATURE));
        return why.isPresent()
                ? refused(why.get())
                : engine.completed(token.get().ordinal(), token.get().done()).map(_ -> Answer.TAKEN);
    }

    /// The token of a report; empty for what is no report. The time is for whoever reads the report, and must be one.
    private static Optional<String> token(Inquiry inquiry) {
        try {
            JsonObject body = new JsonObject(inquiry.body());
            String time = body.getString("time");
            if (time == null) {
                return Optional.empty();
            }
            Instant.parse(time);
            return Optional.ofNullable(body.getString("token"));
        } catch (DecodeException | ClassCastException | DateTimeParseException _) {
            return Optional.empty(); // no JSON object, no text in it, or no time
        }
    }

    private static Future<Answer> refused(Refusal why) {
        String reason = new JsonObject().put("reason", why.word()).encode();
        return Future.succeededFuture(new Answer(why.status(), Map.of(), Buffer.buffer(reason), why)
                .with("Content-Type", "application/json"));
    }
}

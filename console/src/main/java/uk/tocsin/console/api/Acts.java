package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;
import uk.tocsin.engine.Engine;

/// Turns requests into acts of the control log, and verdicts into answers. An `Idempotency-Key` names the act:
/// the log counts an act id once, so a repeated request gets the first one's answer.
final class Acts {
    private static final int MAX_KEY = 200;

    private final Engine engine;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Acts(Engine engine, Clock clock, Supplier<UUID> ids) {
        this.engine = engine;
        this.clock = clock;
        this.ids = ids;
    }

    /// The header of an act asked for by a request.
    ActHeader header(Caller caller, HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return new ActHeader(ids.get(), caller.staff(), clock.instant());
        }
        if (key.isBlank() || key.length() > MAX_KEY) {
            throw Problem.field("Idempotency-Key", "is not 1 to " + MAX_KEY + " characters");
        }
        String name = caller.staff() + " " + request.method() + " " + request.path() + " " + key;
        return new ActHeader(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), caller.staff(), clock.instant());
    }

    /// What came of an act that counts.
    ///
    /// @param alert the alert's number; 0 for none
    record Done(long position, int alert) {}

    /// Submits; fails with a [Problem] when the act does not count.
    Future<Done> submit(Supplier<Act> act) {
        Act made;
        try {
            made = act.get();
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Problem(400, "malformed", String.valueOf(e.getMessage())));
        }
        return engine.submit(made).compose(verdict -> switch (verdict) {
            case Verdict.Accepted accepted -> Future.succeededFuture(new Done(accepted.position(), accepted.alert()));
            case Verdict.Rejected rejected -> Future.failedFuture(problem(rejected.reason(), rejected.words()));
            case Verdict.Repeated repeated -> repeated(repeated);
        });
    }

    private static Future<Done> repeated(Verdict.Repeated repeated) {
        Optional<Reason> reason = repeated.rejected();
        return reason.isPresent()
                ? Future.failedFuture(problem(reason.get(), "this was asked before, and rejected then"))
                : Future.succeededFuture(new Done(repeated.position(), repeated.alert()));
    }

    private static Problem problem(Reason reason, String words) {
        int status = switch (reason) {
            case UNKNOWN_ALERT, UNKNOWN_STAFF -> 404;
            case UNKNOWN_ACTOR, MISSING_ROLE, ENGINE_ONLY, PEOPLE_ONLY, OWN_RIGHTS, TWO_PEOPLE -> 403;
            case CONTENT, FIELD, TIME, RELATION, STEP, EMPTY_AUDIENCE, LIMIT -> 422;
            case STATUS, VERSION, DIGEST, SIGNATURE, EXPIRED, KEY, STALE, CHAIN, TIER -> 409;
        };
        return new Problem(status, reason.word(), words);
    }

    /// Asks the folded state about one thing; 404 when there is none.
    <T> Future<T> find(Function<ControlState, Optional<T>> question, String what) {
        return engine.control(question)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new Problem(404, "not-found", what + " is not known"))));
    }
}

package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertRules;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;

/// Turns requests into acts of the control log, and verdicts into answers. An `Idempotency-Key` names the act:
/// the log counts an act id once, so a repeated request gets the first one's answer; a request that asks for
/// something else under the same key is refused.
public final class Acts {
    private static final int MAX_KEY = 200;

    /// The largest version of an alert, and what is around it.
    private static final int MAX_ACT_BYTES = AlertRules.MAX_BYTES + 4096;

    private final Installation house;
    private final AuditLog audit;

    /// Acts of this installation.
    public Acts(Installation house, AuditLog audit) {
        this.house = house;
        this.audit = audit;
    }

    /// The header of an act asked for by a request.
    ActHeader header(Caller caller, HttpServerRequest request) {
        UUID id = key(caller, request)
                .map(name -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(house::newId);
        return new ActHeader(id, caller.staff(), house.clock().instant());
    }

    /// The header of an act by a member of staff, now, under an id that makes repetition harmless.
    public ActHeader header(int staff, UUID id) {
        return new ActHeader(id, staff, house.clock().instant());
    }

    /// The name a request has through its key: two requests with one name are one request.
    static Optional<String> key(Caller caller, HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!key.matches("[!-~]{1," + MAX_KEY + "}")) {
            throw Problem.field("Idempotency-Key", "is not 1 to " + MAX_KEY + " printable characters without spaces");
        }
        return Optional.of(caller.staff() + " " + request.method() + " " + request.path() + " " + key);
    }

    /// The header of a further act that a request asks for.
    public ActHeader further(ActHeader first) {
        String name = first.actId() + " further";
        return new ActHeader(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), first.actor(), first.time());
    }

    /// What came of an act that counts.
    ///
    /// @param alert the alert's number; 0 for none
    /// @param proposed whether it is a proposal, whose number is the position
    /// @param repeated whether it was done when it was asked for the first time
    public record Done(long position, int alert, boolean proposed, boolean repeated) {
        /// As it is answered.
        public JsonObject json() {
            JsonObject json = new JsonObject().put("position", position);
            return alert == 0 ? json : json.put("alert", alert);
        }

        /// As it is answered where a second administrator may be needed.
        Object reply() {
            return proposed ? new Reply(202, new JsonObject().put("proposal", position)) : json();
        }
    }

    /// Submits; fails with a [Problem] when the act does not count.
    ///
    /// @param act made from its header; also asked what it would have been under the header of an earlier one
    public Future<Done> submit(ActHeader header, Function<ActHeader, Act> act) {
        Act made = act.apply(header);
        int bytes = ActCodec.encode(made).length;
        if (bytes > MAX_ACT_BYTES) {
            String words = "the body: takes " + bytes + " bytes in the log; " + MAX_ACT_BYTES + " are allowed";
            return Future.failedFuture(new Problem(422, Reason.LIMIT.word(), words));
        }
        return house.engine().submit(made).compose(verdict -> switch (verdict) {
            case Verdict.Accepted accepted ->
                Future.succeededFuture(
                        new Done(accepted.position(), accepted.alert(), made instanceof Act.Proposed, false));
            case Verdict.Rejected rejected -> Future.failedFuture(problem(rejected.reason(), rejected.words()));
            case Verdict.Repeated repeated -> repeated(repeated, act);
        });
    }

    /// Submits a change; where that takes a second administrator, proposes it.
    public Future<Done> change(ActHeader header, Function<ActHeader, Act.Privileged> act) {
        return house.engine()
                .control(state -> state.needsSecondAdministrator(act.apply(header)))
                .compose(second -> submit(header, h -> second ? new Act.Proposed(h, act.apply(h)) : act.apply(h)));
    }

    private Future<Done> repeated(Verdict.Repeated repeated, Function<ActHeader, Act> act) {
        return audit.read(repeated.position(), 1, (_, first) -> first).compose(first -> {
            if (!same(first.getFirst(), act)) {
                return Future.failedFuture(new Problem(
                        409, "key-reused", "Idempotency-Key: was used before, for something else; nothing was done"));
            }
            Optional<Reason> reason = repeated.rejected();
            return reason.isPresent()
                    ? Future.failedFuture(problem(reason.get(), "this was asked before, and rejected then"))
                    : Future.succeededFuture(new Done(
                            repeated.position(), repeated.alert(), first.getFirst() instanceof Act.Proposed, true));
        });
    }

    private static boolean same(Act first, Function<ActHeader, Act> act) {
        return Arrays.equals(ActCodec.encode(asked(first)), ActCodec.encode(asked(act.apply(first.header()))));
    }

    /// An act without what the server itself put into it, from the state at that time.
    private static Act asked(Act act) {
        return switch (act) {
            case Act.Submitted s -> new Act.Submitted(s.header(), s.alert(), 1, 0);
            case Act.Approved a -> new Act.Approved(a.header(), a.alert(), 1, a.digest(), "", a.at());
            case Act.UserSet u -> new Act.UserSet(u.header(), u.staff(), -1, u.active());
            case Act.Proposed p -> asked(p.change());
            case Act.GlassBroken g -> new Act.GlassBroken(g.header(), g.alert(), 1, 0, g.digest(), "", g.reason());
            case Act.HoldingSaved s -> new Act.HoldingSaved(s.header(), first(s.message()));
            case Act.HoldingReleased r ->
                new Act.HoldingReleased(r.header(), r.key(), r.version(), r.place(), r.area(), 0, 1, "");
            default -> act;
        };
    }

    private static HoldingMessage first(HoldingMessage m) {
        return new HoldingMessage(m.key(), 1, m.content(), m.areas(), m.most(), m.lifetime(), m.until());
    }

    private static Problem problem(Reason reason, String words) {
        int status = switch (reason) {
            case UNKNOWN_ALERT, UNKNOWN_STAFF, UNKNOWN_PROPOSAL, UNKNOWN_HOLDING_MESSAGE -> 404;
            case UNKNOWN_ACTOR, MISSING_ROLE, ENGINE_ONLY, PEOPLE_ONLY, OWN_RIGHTS, OWN_ALERT, TWO_PEOPLE -> 403;
            case CONTENT, FIELD, TIME, RELATION, STEP, EMPTY_AUDIENCE, LIMIT -> 422;
            case STATUS, VERSION, DIGEST, SIGNATURE, EXPIRED, KEY, STALE, CHAIN, TIER, NUMBER, SUBSCRIBER -> 409;
        };
        return new Problem(status, reason.word(), words);
    }

    /// Asks the folded state about one thing; 404 when there is none.
    public <T> Future<T> find(Function<ControlState, Optional<T>> question, String what) {
        return house.engine()
                .control(question)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new Problem(404, "not-found", what + " is not known"))));
    }
}

package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Ed25519;
import uk.tocsin.control.Verdict;
import uk.tocsin.control.VerificationKey;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.Effect;
import uk.tocsin.shard.Wire;

/// Folds the control log on its own context, feeds the gates at once, and hands effects to the shards. All
/// methods may be called from any thread.
///
/// The log is never deleted and holds acts of people, so it is folded from its beginning at every start: what
/// the fold says was derived from the log alone, and the effects for shards that are behind come with it.
final class ControlRunner implements Journal.Follower {
    private static final int REMEMBERED = 10_000;

    private final Context context;
    private final Ports ports;
    private final Dispatches dispatches;
    private final EngineMeters meters;
    private final ControlState state = new ControlState();
    private final List<Wire.Acts> acts = new ArrayList<>();
    private final Map<Long, Promise<Verdict>> waiting = new HashMap<>();
    private final LinkedHashMap<Long, Verdict> recent = new LinkedHashMap<>();
    private final Promise<Void> caughtUp = Promise.promise();
    private long target = Long.MAX_VALUE;
    private @Nullable Consumer<Wire.Acts> shards;
    private @Nullable Consumer<ControlState> policy;
    private Journal.@Nullable Following following;

    ControlRunner(Vertx vertx, Ports ports, Dispatches dispatches, EngineMeters meters) {
        this.context = vertx.getOrCreateContext();
        this.ports = ports;
        this.dispatches = dispatches;
        this.meters = meters;
    }

    /// Follows the log; completes when everything that was durable at the start is folded.
    Future<Void> start() {
        ports.journal()
                .end(Journal.CONTROL)
                .whenComplete((end, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        caughtUp.fail(failure);
                        return;
                    }
                    target = end;
                    following = ports.journal()
                            .follow(Journal.CONTROL, 0, task -> context.runOnContext(_ -> task.run()), this);
                    reached();
                }));
        return caughtUp.future();
    }

    private void reached() {
        if (state.next() >= target) {
            caughtUp.tryComplete();
        }
    }

    /// Gives the shards every effect so far, and from now on each as it is folded; tells `policy` after every
    /// act.
    void feed(Consumer<Wire.Acts> toShards, Consumer<ControlState> toPolicy) {
        context.runOnContext(_ -> {
            shards = toShards;
            policy = toPolicy;
            acts.forEach(toShards);
            toPolicy.accept(state);
        });
    }

    @Override
    public void records(long firstPosition, List<byte[]> records) {
        long position = firstPosition;
        for (byte[] bytes : records) {
            fold(position++, bytes);
        }
        reached();
    }

    private void fold(long position, byte[] bytes) {
        Verdict verdict = state.apply(position, bytes);
        meters.act(verdict.getClass().getSimpleName());
        if (verdict instanceof Verdict.Accepted accepted) {
            accepted.effects().forEach(this::gate);
            if (!accepted.effects().isEmpty()) {
                Wire.Acts effects = new Wire.Acts(position, accepted.effects());
                acts.add(effects);
                if (shards != null) {
                    shards.accept(effects);
                }
            }
            if (policy != null) {
                policy.accept(state);
            }
        }
        recent.put(position, verdict);
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.keySet().iterator().next());
        }
        Promise<Verdict> asked = waiting.remove(position);
        if (asked != null) {
            asked.complete(verdict);
        }
    }

    private void gate(Effect effect) {
        switch (effect) {
            case Effect.Dispatch dispatch -> {
                AlertView view = state.alert(dispatch.alert()).orElseThrow();
                VerificationKey key = state.keys().stream()
                        .filter(k -> k.id().equals(view.approval().orElseThrow().keyId()))
                        .findFirst()
                        .orElseThrow();
                dispatches.dispatched(dispatch, view, Ed25519.publicKey(key.raw()));
            }
            case Effect.Withdraw w -> dispatches.withdraw(w.alert());
            case Effect.Halt h -> dispatches.halt(h.alert(), true);
            case Effect.Resume r -> dispatches.halt(r.alert(), false);
            case Effect.StepStop _, Effect.TierRevoke _ -> {
                // the shards see to these
            }
        }
    }

    @Override
    public void failed(Throwable reason) {
        caughtUp.tryFail(reason);
        ports.fatal().end("the control log cannot be followed", reason);
    }

    /// Appends an act and completes with what the fold says of it, once it is durable and folded.
    Future<Verdict> submit(Act act) {
        Promise<Verdict> verdict = Promise.promise();
        byte[] bytes = ActCodec.encode(act);
        ports.journal()
                .append(Journal.CONTROL, List.of(bytes))
                .whenComplete((position, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        verdict.fail(failure.getCause() == null ? failure : failure.getCause());
                        return;
                    }
                    Verdict known = recent.get(position);
                    if (known != null) {
                        verdict.complete(known);
                    } else {
                        waiting.put(position, verdict);
                    }
                }));
        return verdict.future();
    }

    /// Asks the folded state, on its context; what it gives out must be immutable.
    <T> Future<T> read(Function<ControlState, T> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(_ -> {
            try {
                answer.complete(question.apply(state));
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }

    void close() {
        context.runOnContext(_ -> {
            if (following != null) {
                following.close();
            }
        });
    }
}

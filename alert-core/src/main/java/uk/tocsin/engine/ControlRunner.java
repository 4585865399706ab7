package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Verdict;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.Effect;
import uk.tocsin.shard.Wire;

/// Folds the control log on its own context, feeds the gates at once, and hands effects to the shards. All
/// methods may be called from any thread.
///
/// A start goes on from the newest snapshot that the log proves (see [ControlStart]) and folds only the rest.
/// Effects are remembered, and are part of a snapshot, until every shard has followed them.
final class ControlRunner implements Journal.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRunner.class);
    private static final int REMEMBERED = 10_000;

    private final Context context;
    private final Ports ports;
    private final Dispatches dispatches;
    private final EngineMeters meters;
    private final int snapshotEvery;
    private final BooleanSupplier saves;
    private final ArrayDeque<Wire.Acts> acts = new ArrayDeque<>();
    private final Map<Long, Promise<Verdict>> waiting = new HashMap<>();
    private final LinkedHashMap<Long, Verdict> recent = new LinkedHashMap<>();
    private final Promise<Void> caughtUp = Promise.promise();
    private ControlState state = new ControlState();
    private long target = Long.MAX_VALUE;
    private long snapshotAt;
    private LongSupplier followed = () -> -1;
    private @Nullable Consumer<Wire.Acts> shards;
    private @Nullable Consumer<ControlState> policy;
    private Journal.@Nullable Following following;

    /// @param snapshotEvery records between two snapshots
    /// @param saves whether it is this node that takes them; asked on any thread
    ControlRunner(
            Context context,
            Ports ports,
            Dispatches dispatches,
            EngineMeters meters,
            int snapshotEvery,
            BooleanSupplier saves) {
        this.saves = saves;
        this.context = context;
        this.ports = ports;
        this.dispatches = dispatches;
        this.meters = meters;
        this.snapshotEvery = snapshotEvery;
    }

    /// Follows the log; completes when everything that was durable at the start is folded.
    Future<Void> start() {
        Future<Long> end = Future.fromCompletionStage(ports.journal().end(Journal.CONTROL));
        Future<List<Snapshots.Snapshot>> kept =
                Future.fromCompletionStage(ports.snapshots().latest(Journal.CONTROL));
        Contexts.on(context, Future.all(end, kept))
                .compose(_ -> ControlStart.find(context, ports.journal(), end.result(), kept.result()))
                .map(image -> {
                    target = end.result();
                    begin(image);
                    return image;
                })
                .onFailure(caughtUp::tryFail);
        return caughtUp.future();
    }

    private void begin(ControlImage image) {
        state = image.state();
        acts.addAll(image.acts());
        snapshotAt = state.next();
        dispatches.restore(state, ports.clock().instant());
        following = ports.journal()
                .follow(Journal.CONTROL, state.next(), task -> context.runOnContext(_ -> task.run()), this);
        reached();
    }

    private void reached() {
        if (state.next() >= target) {
            caughtUp.tryComplete();
        }
    }

    /// Gives the shards every effect that one of them may not have followed, and from now on each as it is
    /// folded; tells `policy` after every act.
    ///
    /// @param followedByAll the position up to which every shard has followed; asked from this context
    void feed(Consumer<Wire.Acts> toShards, LongSupplier followedByAll, Consumer<ControlState> toPolicy) {
        context.runOnContext(_ -> {
            shards = toShards;
            followed = followedByAll;
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
        forget();
        if (state.next() - snapshotAt >= snapshotEvery && saves.getAsBoolean()) {
            snapshot();
        }
    }

    /// Forgets the effects that every shard has followed.
    private void forget() {
        if (!acts.isEmpty()) {
            long everywhere = followed.getAsLong();
            while (!acts.isEmpty() && acts.peek().controlPosition() <= everywhere) {
                acts.poll();
            }
        }
    }

    private Future<Void> snapshot() {
        if (state.next() == snapshotAt) {
            return Future.succeededFuture();
        }
        long position = state.next();
        snapshotAt = position;
        byte[] bytes = new ControlImage(List.copyOf(acts), state).bytes();
        Promise<Void> done = Promise.promise();
        ports.snapshots()
                .save(new Snapshots.Snapshot(Journal.CONTROL, position, bytes))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("control: no snapshot at {}: {}", position, failure.toString());
                    }
                    done.complete();
                });
        return done.future();
    }

    private void fold(long position, byte[] bytes) {
        Verdict verdict = state.apply(position, bytes);
        meters.act(verdict);
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
            case Effect.Dispatch dispatch ->
                dispatches.dispatched(state.alert(dispatch.alert()).orElseThrow(), state.keys());
            case Effect.Withdraw w -> dispatches.withdraw(w.alert());
            case Effect.Halt h -> dispatches.halt(h.alert(), true);
            case Effect.Resume r -> dispatches.halt(r.alert(), false);
            case Effect.StepStop _,
                    Effect.TierGrant _,
                    Effect.TierRevoke _,
                    Effect.EndpointRelease _,
                    Effect.Suspend _,
                    Effect.Reinstate _ -> {
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
                .whenComplete((appended, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        verdict.fail(failure.getCause() == null ? failure : failure.getCause());
                        return;
                    }
                    long position = appended.first();
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

    /// Follows no more, and writes a snapshot if it is to.
    Future<Void> close(boolean save) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(_ -> {
            if (following != null) {
                following.close();
            }
            forget();
            (save ? snapshot() : Future.<Void>succeededFuture()).onComplete(done);
        });
        return done.future();
    }
}

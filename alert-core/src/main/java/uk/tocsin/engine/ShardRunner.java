package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.lane.Lane;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Decision;
import uk.tocsin.shard.Demand;
import uk.tocsin.shard.Grace;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.UnknownTry;
import uk.tocsin.shard.Wire;

/// The shell of one shard, on one context.
///
/// How it works: records arrive from the journal and are applied. While this node owns the shard and nothing of
/// it is on the way to the journal, [#cycle] asks the shard what to append, adds what others want appended
/// (evidence, register changes), and appends it all at once; batches grow while an append is on its way. A
/// decision is acted on when it is read back: then, and only if its permit still holds, deliveries go to the
/// sender.
final class ShardRunner implements Journal.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ShardRunner.class);
    private static final int MAX_WIRE = 512;
    private static final int MAX_BYTES = Journal.MAX_APPEND_BYTES / 2;
    private static final long STALE_MS = 100;
    private static final long RETRY_MS = 250;
    private static final long PUBLISH_MS = 50;

    private final int number;
    private final Vertx vertx;
    private final Context context;
    private final Ports ports;
    private final EngineSettings settings;
    private final Grace grace;
    private final Sender sender;
    private final EngineMeters meters;
    private final Map<ChannelKind, LaneRunner> lanes;
    private final Map<ChannelKind, Demand> told = new HashMap<>();
    private final ArrayDeque<Wire> wire = new ArrayDeque<>();
    private final ArrayDeque<Input> inputs = new ArrayDeque<>();
    private final Map<Long, Held> held = new HashMap<>();
    private final Map<UUID, Promise<Integer>> slotRequests = new HashMap<>();
    private final Promise<Void> caughtUp = Promise.promise();
    private Shard shard;
    private long next;
    private long snapshotAt;
    private long target = Long.MAX_VALUE;
    private boolean owner;
    private boolean claiming;

    /// The journal refused an append: nothing is asked of it again before the timer.
    private boolean refused;

    private boolean closed;
    private boolean publishing;
    private long timer = -1;
    private long timerAtMs = Long.MAX_VALUE;
    private @Nullable Append outstanding;
    private Journal.@Nullable Following following;
    private volatile SegmentView segments;

    /// A record that somebody wants appended, and whom to tell when it is durable.
    private record Input(byte[] bytes, Promise<Void> done) {}

    /// A permit that a decision uses: `left` attempts of it are not read back yet, `opened` deliveries are open
    /// so far.
    private static final class Held {
        final LaneRunner lane;
        final long endNanos;
        int left;
        int opened;

        Held(LaneRunner lane, long endNanos) {
            this.lane = lane;
            this.endNanos = endNanos;
        }
    }

    /// What is on its way to the journal.
    private static final class Append {
        final List<Wire> wire;
        final List<Input> inputs;
        final ArrayDeque<Long> permits;
        boolean durable;

        Append(List<Wire> wire, List<Input> inputs, Collection<Long> permits) {
            this.wire = wire;
            this.inputs = inputs;
            this.permits = new ArrayDeque<>(permits);
        }
    }

    ShardRunner(
            int number,
            Vertx vertx,
            Context context,
            Ports ports,
            EngineSettings settings,
            Grace grace,
            Sender sender,
            Map<ChannelKind, LaneRunner> lanes,
            EngineMeters meters) {
        this.number = number;
        this.vertx = vertx;
        this.context = context;
        this.ports = ports;
        this.settings = settings;
        this.grace = grace;
        this.sender = sender;
        this.lanes = lanes;
        this.meters = meters;
        this.shard = new Shard(new Selector(ports.taxonomy()));
        this.segments = shard.segments();
    }

    // ---- life

    /// Loads the newest snapshot that can be read, follows the journal, and completes when everything that was
    /// durable at the start is applied.
    Future<Void> start() {
        ports.snapshots()
                .latest(number)
                .whenComplete((found, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        caughtUp.fail(failure);
                        return;
                    }
                    try {
                        found.stream().findFirst().ifPresent(this::resume);
                    } catch (RuntimeException e) {
                        caughtUp.fail(e);
                        return;
                    }
                    follow();
                }));
        return caughtUp.future();
    }

    private void resume(Snapshots.Snapshot snapshot) {
        shard = Shard.read(new In(snapshot.state()), new Selector(ports.taxonomy()));
        next = snapshot.position();
        snapshotAt = next;
    }

    private void follow() {
        ports.journal()
                .end(number)
                .whenComplete((end, failure) -> context.runOnContext(_ -> {
                    if (failure != null) {
                        caughtUp.fail(failure);
                        return;
                    }
                    target = end;
                    following = ports.journal().follow(number, next, this::execute, this);
                    reached();
                }));
    }

    private void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    private void reached() {
        if (next >= target && !caughtUp.future().isComplete()) {
            segments = shard.segments();
            caughtUp.complete();
        }
    }

    /// Owns the shard from now on: claims it, and decides once the claim is read back.
    void own() {
        context.runOnContext(_ -> {
            if (!owner && !claiming && !closed) {
                claiming = true;
                ShardRecord claim =
                        new ShardRecord.Claim(settings.node(), ports.clock().millis());
                append(List.of(ShardCodec.encode(claim)), new Append(List.of(), List.of(), List.of()));
            }
        });
    }

    /// Stops deciding, writes a snapshot, and completes when nothing of this shard is on its way.
    Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(_ -> {
            closed = true;
            owner = false;
            wantNothing();
            inputs.forEach(input -> input.done().fail(new JournalException(JournalException.Kind.CLOSED, "closing")));
            inputs.clear();
            if (following != null) {
                following.close();
            }
            snapshot().onComplete(_ -> done.complete());
        });
        return done.future();
    }

    // ---- from the journal

    @Override
    public void records(long firstPosition, List<byte[]> records) {
        if (closed) {
            return;
        }
        long position = firstPosition;
        for (byte[] bytes : records) {
            ShardRecord record = ShardCodec.decode(bytes);
            boolean mine = owner
                    && record instanceof ShardRecord.Decision decision
                    && decision.stamp().epoch() == shard.epoch();
            Applied applied = shard.apply(position, record);
            next = ++position;
            readBack(record, applied, mine);
        }
        reached();
        publish();
        finish();
        if (next - snapshotAt >= settings.snapshotEvery()) {
            snapshot();
        }
    }

    @Override
    public void failed(Throwable reason) {
        if (!closed) {
            caughtUp.tryFail(reason);
            ports.fatal().end("the journal of shard " + number + " cannot be followed", reason);
        }
    }

    private void readBack(ShardRecord record, Applied applied, boolean mine) {
        if (record instanceof ShardRecord.Claim claim) {
            claimed(claim);
        } else if (record instanceof ShardRecord.SlotsTaken taken && applied instanceof Applied.Slots slots) {
            Promise<Integer> asked = slotRequests.remove(taken.request());
            if (asked != null) {
                asked.complete(slots.first());
            }
        } else if (mine && outstanding != null) {
            long permit = Objects.requireNonNullElse(outstanding.permits.poll(), 0L);
            if (permit != 0
                    && record instanceof ShardRecord.Attempted attempted
                    && applied instanceof Applied.Opened opened) {
                opened(permit, attempted, opened);
            }
        }
    }

    private void claimed(ShardRecord.Claim claim) {
        boolean mine = claim.node() == settings.node();
        owner = mine && claiming;
        claiming = claiming && !mine;
        if (!owner && !claiming) {
            wantNothing();
            if (outstanding != null) {
                drop(outstanding);
            }
        }
    }

    /// Acts on what was read back: this is where a delivery leaves for the wire.
    private void opened(long permit, ShardRecord.Attempted attempted, Applied.Opened opened) {
        Held mine = Objects.requireNonNull(held.get(permit));
        mine.opened += opened.slots().length;
        mine.left--;
        if (mine.left == 0) {
            held.remove(permit);
            mine.lane.settle(permit, mine.opened);
        }
        if (opened.slots().length > 0) {
            sender.send(new Sender.Job(number, attempted, opened, mine.lane, mine.endNanos, context, this::ended));
        }
    }

    // ---- from the wire, the lanes, the control log

    private void ended(Wire.Ended ended) {
        wire.add(ended);
        cycle();
    }

    /// A lane's permit; called on the lane's context.
    void permit(LaneRunner lane, Lane.Grant grant, long endNanos) {
        context.runOnContext(_ -> {
            if (!owner || refused) {
                lane.settle(grant.id(), 0);
                return;
            }
            held.put(grant.id(), new Held(lane, endNanos));
            wire.add(new Wire.Permit(
                    lane.channel().kind(),
                    grant.count(),
                    grant.id(),
                    ports.clock().millis()));
            cycle();
        });
    }

    /// Acts of the control log that mean something for the shards; called on the control context.
    void acts(Wire.Acts acts) {
        context.runOnContext(_ -> {
            wire.add(acts);
            cycle();
        });
    }

    /// What a provider's list decided.
    void decided(Wire.Decided decided) {
        context.runOnContext(_ -> {
            wire.add(decided);
            cycle();
        });
    }

    // ---- inputs

    /// Appends a record for somebody; completes when it is durable. Any thread.
    Future<Void> input(ShardRecord.Input record) {
        Promise<Void> done = Promise.promise();
        byte[] bytes = ShardCodec.encode(record);
        context.runOnContext(_ -> {
            if (closed || inputs.size() >= settings.maxInputs()) {
                JournalException.Kind kind = closed ? JournalException.Kind.CLOSED : JournalException.Kind.FULL;
                done.fail(new JournalException(kind, "shard " + number + " takes no more input now"));
            } else {
                inputs.add(new Input(bytes, done));
                cycle();
            }
        });
        return done.future();
    }

    /// Takes slots; completes with the first of them.
    Future<Integer> take(ShardRecord.SlotKind kind, int count, UUID request) {
        Promise<Integer> first = Promise.promise();
        context.runOnContext(_ -> {
            slotRequests.put(request, first);
            input(new ShardRecord.SlotsTaken(request, kind, count)).onFailure(reason -> {
                slotRequests.remove(request);
                first.tryFail(reason);
            });
        });
        return first.future();
    }

    // ---- the cycle

    private void cycle() {
        if (!owner || outstanding != null || refused || closed) {
            return;
        }
        long nowMs = ports.clock().millis();
        List<Wire> taking = new ArrayList<>();
        for (int i = 0; i < MAX_WIRE && !wire.isEmpty(); i++) {
            taking.add(wire.poll());
        }
        Decision decision = shard.decide(nowMs, taking, grace);
        List<ShardRecord> decided = new ArrayList<>(decision.records());
        List<Long> permits = new ArrayList<>(decision.permits());
        if (decided.isEmpty() && !inputs.isEmpty() && nowMs - shard.timeMs() > STALE_MS) {
            decided.add(new ShardRecord.Tick(new ShardRecord.Stamp(shard.epoch(), nowMs)));
            permits.add(0L);
        }
        hold(taking, permits);
        List<byte[]> records = new ArrayList<>();
        int bytes = 0;
        for (ShardRecord record : decided) {
            byte[] encoded = ShardCodec.encode(record);
            bytes += encoded.length;
            records.add(encoded);
        }
        List<Input> mine = new ArrayList<>();
        while (!inputs.isEmpty() && bytes + inputs.peek().bytes().length <= MAX_BYTES) {
            Input input = inputs.poll();
            bytes += input.bytes().length;
            records.add(input.bytes());
            mine.add(input);
        }
        if (records.isEmpty()) {
            rest();
        } else {
            append(records, new Append(taking, mine, permits));
        }
    }

    /// Counts what each permit is used for, and gives back those that are not used at all.
    private void hold(List<Wire> taking, List<Long> permits) {
        for (long permit : permits) {
            if (permit != 0) {
                Objects.requireNonNull(held.get(permit)).left++;
            }
        }
        for (Wire input : taking) {
            if (input instanceof Wire.Permit permit) {
                Held mine = Objects.requireNonNull(held.get(permit.id()));
                if (mine.left == 0) {
                    held.remove(permit.id());
                    mine.lane.settle(permit.id(), 0);
                }
            }
        }
    }

    private void append(List<byte[]> records, Append append) {
        outstanding = append;
        long began = ports.nanos().getAsLong();
        ports.journal()
                .append(number, records)
                .whenComplete((_, failure) -> context.runOnContext(_ -> {
                    if (failure == null) {
                        meters.appended(
                                records.size(), Duration.ofNanos(ports.nanos().getAsLong() - began));
                        append.durable = true;
                        append.inputs.forEach(input -> input.done().complete());
                        finish();
                    } else {
                        failed(append, failure);
                    }
                }));
    }

    /// An append was not acknowledged: everything it carried is decided again in a moment, except permits, which
    /// are given back. Until then the lanes are asked for nothing, or they would grant them again at once.
    private void failed(Append append, Throwable failure) {
        meters.appendFailed();
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean certain = cause instanceof JournalException known && known.kind() != JournalException.Kind.UNCERTAIN;
        if (!certain) {
            ports.fatal().end("an append to shard " + number + " may or may not be stored", cause);
            return;
        }
        drop(append);
        claiming = false;
        append.inputs.forEach(input -> input.done().fail(cause));
        if (!closed) {
            refused = true;
            wantNothing();
            vertx.setTimer(RETRY_MS, _ -> execute(this::again));
        }
    }

    private void again() {
        refused = false;
        if (owner) {
            cycle();
        } else {
            own();
        }
    }

    private void wantNothing() {
        told.clear();
        lanes.values().forEach(lane -> lane.demand(number, Demand.NONE.key(), Demand.NONE.count()));
    }

    private void drop(Append append) {
        outstanding = null;
        List<Wire> again = new ArrayList<>(append.wire);
        again.removeIf(input -> input instanceof Wire.Permit);
        again.reversed().forEach(wire::addFirst);
        held.forEach((id, mine) -> mine.lane.settle(id, mine.opened));
        held.clear();
        wire.removeIf(input -> input instanceof Wire.Permit);
    }

    private void finish() {
        if (outstanding != null && outstanding.durable && outstanding.permits.isEmpty()) {
            outstanding = null;
        }
        if (outstanding == null && owner && !refused) {
            if (wire.isEmpty() && inputs.isEmpty()) {
                rest();
            } else {
                cycle();
            }
        }
    }

    /// Nothing is on its way: tells the lanes what is wanted, and wakes when something is due.
    private void rest() {
        lanes.forEach((channel, lane) -> {
            Demand demand = shard.demand(channel);
            if (!demand.equals(told.getOrDefault(channel, Demand.NONE))) {
                told.put(channel, demand);
                lane.demand(number, demand.key(), demand.count());
            }
        });
        long due = shard.nextDueMs(grace);
        if (due != Long.MAX_VALUE && (timer < 0 || due < timerAtMs)) {
            wake(due);
        }
    }

    private void wake(long dueMs) {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        timerAtMs = dueMs;
        long delay = Math.clamp(
                dueMs - ports.clock().millis(), 1, Duration.ofHours(1).toMillis());
        timer = vertx.setTimer(
                delay,
                _ -> execute(() -> {
                    timer = -1;
                    timerAtMs = Long.MAX_VALUE;
                    cycle();
                }));
    }

    // ---- what others see

    private void publish() {
        if (!publishing) {
            publishing = true;
            vertx.setTimer(
                    PUBLISH_MS,
                    _ -> execute(() -> {
                        publishing = false;
                        segments = shard.segments();
                    }));
        }
    }

    /// Who is in which segment, at most 50 ms old. Any thread.
    SegmentView segments() {
        return segments;
    }

    /// What happened to an alert; null if the shard never followed it. Any thread.
    Future<@Nullable LedgerView> view(int alert) {
        return ask(() -> shard.view(alert));
    }

    /// Whether a delivery is one of this shard's. Any thread.
    Future<Boolean> knows(int alert, int step, int slot) {
        return ask(() -> shard.knows(alert, step, slot));
    }

    /// Unknowns to be resolved. Any thread.
    Future<List<UnknownTry>> unknowns() {
        return ask(() -> owner ? List.copyOf(shard.unknownTries()) : List.of());
    }

    /// Alerts with nothing left to do here, each with its view. Any thread.
    Future<List<LedgerView>> settled() {
        return ask(() -> {
            List<LedgerView> views = new ArrayList<>();
            if (owner) {
                for (int alert : shard.settledAlerts()) {
                    LedgerView view = shard.view(alert);
                    if (view != null) {
                        views.add(view);
                    }
                }
            }
            return views;
        });
    }

    Future<Long> position() {
        return ask(() -> next);
    }

    Future<Boolean> owned() {
        return ask(() -> owner);
    }

    private <T extends @Nullable Object> Future<T> ask(Supplier<T> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(_ -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }

    int number() {
        return number;
    }

    // ---- snapshots

    private Future<Void> snapshot() {
        if (next == snapshotAt) {
            return Future.succeededFuture();
        }
        Out out = new Out(1 << 16);
        shard.write(out);
        long position = next;
        snapshotAt = position;
        Promise<Void> done = Promise.promise();
        ports.snapshots()
                .save(new Snapshots.Snapshot(number, position, out.toBytes()))
                .thenCompose(needless -> ports.journal().deleteBelow(number, needless))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("shard {}: no snapshot at {}: {}", number, position, failure.toString());
                    }
                    done.complete();
                });
        return done.future();
    }
}

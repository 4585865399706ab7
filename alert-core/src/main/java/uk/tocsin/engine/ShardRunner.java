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
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.lane.Lane;
import uk.tocsin.model.SlotKind;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Decision;
import uk.tocsin.shard.Grace;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.UnknownTry;
import uk.tocsin.shard.Wire;

/// The shell of one shard, on one context.
///
/// How it works: records arrive from the journal and are applied to the replica. While nothing of this node is on the
/// way to the journal, [#cycle] takes what others want appended (evidence, register changes), asks the shard what to
/// decide if this node owns it, and appends it all at once; batches grow while an append is on its way. A decision is
/// acted on when it is read back: then, and only if its permit still holds, deliveries go to the sender.
final class ShardRunner implements ShardReplica.Listener {
    private static final int MAX_WIRE = 512;
    private static final int MAX_BYTES = Journal.MAX_APPEND_BYTES / 2;
    private static final long RETRY_MS = 250;
    /// Outcomes alone wait so long for others: nobody waits for them, and an append for each would cost more than
    /// sending.
    private static final long GATHER_MS = 20;

    /// Whoever gives the shard up waits so long for answers from providers, and until they are written down. What is
    /// not known by then is in doubt for the next owner, who has to wait longer, and may send it again.
    private static final long LEAVE_MS = 4_000;

    private final int number;
    private final Vertx vertx;
    private final Context context;
    private final Ports ports;
    private final EngineSettings settings;
    private final Grace grace;
    private final Sender sender;
    private final ClockWatch clock;
    private final EngineMeters meters;
    private final ArrayDeque<Wire> wire = new ArrayDeque<>();
    private final InputQueue inputs;
    private final HeldPermits permits = new HeldPermits();
    private final ToldDemand demand;
    private final ShardReplica replica;
    private final Map<UUID, Promise<Integer>> slotRequests = new HashMap<>();
    private long handed = -1;
    private final Tenure tenure = new Tenure();
    private boolean stalled;
    private boolean closed;
    /// When something is due.
    private final Alarm alarm;
    /// Outcomes are taken on.
    private final Later gathering;
    /// What could not be done is tried again.
    private final Later looking;
    private @Nullable Append outstanding;
    private volatile long followed = -1;

    /// What is on its way to the journal.
    private static final class Append {
        final List<Wire> wire;
        final List<InputQueue.Input> inputs;
        final ArrayDeque<Long> permits;
        boolean durable;

        Append(List<Wire> wire, List<InputQueue.Input> inputs, Collection<Long> permits) {
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
            List<LaneRunner> lanes,
            ClockWatch clock,
            EngineMeters meters) {
        this.clock = clock;
        this.number = number;
        this.vertx = vertx;
        this.context = context;
        this.ports = ports;
        this.settings = settings;
        this.grace = grace;
        this.sender = sender;
        this.meters = meters;
        this.inputs = new InputQueue(settings.maxInputs());
        this.demand = new ToldDemand(number, lanes);
        this.replica = new ShardReplica(number, vertx, context, ports, settings, this);
        this.alarm = new Alarm(vertx, context, ports.clock(), this::cycle);
        this.gathering = new Later(vertx, context, GATHER_MS, this::cycle);
        this.looking = new Later(vertx, context, RETRY_MS, this::again);
    }

    // ---- life

    /// Starts the replica; completes when everything that was durable is applied.
    Future<Void> start() {
        return replica.start();
    }

    private void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /// Owns the shard from now on: claims it, and decides once the claim is read back.
    void own() {
        context.runOnContext(_ -> {
            tenure.assigned();
            claim();
        });
    }

    private void claim() {
        if (!tenure.wanted() || outstanding != null || stalled || closed) {
            return;
        }
        if (clock.doubtful()) {
            looking.ask();
            return;
        }
        tenure.claiming();
        ShardRecord claim = new ShardRecord.Claim(settings.node(), ports.clock().millis());
        append(List.of(ShardCodec.encode(claim)), new Append(List.of(), List.of(), List.of()));
    }

    /// Gives the shard up: sends nothing more, and completes when what is on its way has been heard of and written
    /// down, or after a short time.
    Future<Void> leave() {
        Promise<Void> left = Promise.promise();
        context.runOnContext(_ -> leaving().onComplete(left));
        return left.future();
    }

    private Future<Void> leaving() {
        Future<Void> leaving = tenure.leave();
        demand.withdraw();
        returnPermits();
        cycle();
        long patience = vertx.setTimer(LEAVE_MS, _ -> execute(this::ceded));
        return leaving.onComplete(_ -> {
            vertx.cancelTimer(patience);
            execute(this::claim);
        });
    }

    /// The shard may be another's already: nothing more is decided.
    void lose() {
        context.runOnContext(_ -> {
            tenure.unassigned();
            ceded();
        });
    }

    /// What this node had under way in the shard is for the next owner to find out.
    private void ceded() {
        tenure.ceded();
        demand.withdraw();
        if (outstanding != null) {
            drop(outstanding);
        }
        permits.drop();
        wire.removeIf(input -> !(input instanceof Wire.Acts));
        cycle();
    }

    /// Permits that nothing was decided under yet.
    private void returnPermits() {
        List<Wire> unused =
                wire.stream().filter(input -> input instanceof Wire.Permit).toList();
        wire.removeAll(unused);
        permits.use(unused, List.of());
    }

    /// Stops deciding, writes a snapshot if the shard is this node's, and completes when nothing of it is on its way.
    Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(_ -> {
            boolean mine = tenure.decides();
            leaving().onComplete(_ -> execute(() -> close(mine, done)));
        });
        return done.future();
    }

    private void close(boolean mine, Promise<Void> done) {
        closed = true;
        inputs.fail(new JournalException(JournalException.Kind.CLOSED, "closing"));
        alarm.stop();
        replica.close(mine).onComplete(done);
    }

    // ---- from the journal

    @Override
    public void batchApplied() {
        followed = Math.max(followed, replica.shard().controlPosition());
        finish();
    }

    @Override
    public void applied(ShardRecord record, Applied applied) {
        if (record instanceof ShardRecord.Claim claim) {
            claimed(claim);
        } else if (record instanceof ShardRecord.SlotsTaken taken && applied instanceof Applied.Slots slots) {
            Promise<Integer> asked = slotRequests.remove(taken.request());
            if (asked != null) {
                asked.complete(slots.first());
            }
        } else if (record instanceof ShardRecord.Followed followed && !tenure.owns()) {
            wire.removeIf(
                    input -> input instanceof Wire.Acts acts && acts.controlPosition() <= followed.controlPosition());
        } else if (record instanceof ShardRecord.Decision decision && outstanding != null && mine(decision)) {
            long permit = Objects.requireNonNullElse(outstanding.permits.poll(), 0L);
            if (permit != 0 && applied instanceof Applied.Opened opened) {
                opened(permit, decision, opened);
            }
        }
        if (tenure.owns()) {
            count(record, applied);
        }
    }

    @Override
    public boolean saves() {
        return tenure.decides();
    }

    private void count(ShardRecord record, Applied applied) {
        boolean ignored = applied instanceof Applied.Ignored;
        if (record instanceof ShardRecord.NoticeAsked && ignored) {
            meters.noticeIgnored();
        } else if (record instanceof ShardRecord.NoticeEnded ended && !ignored) {
            meters.notice(ended.end());
        }
    }

    private boolean mine(ShardRecord.Decision decision) {
        return tenure.owns() && decision.stamp().epoch() == replica.shard().epoch();
    }

    private void claimed(ShardRecord.Claim claim) {
        boolean owned = tenure.owns();
        tenure.claimed(claim.node() == settings.node());
        if (owned && !tenure.owns()) {
            ceded();
            looking.ask();
        }
    }

    /// Acts on what was read back: this is where a delivery leaves for the wire.
    private void opened(long permit, ShardRecord.Decision decision, Applied.Opened opened) {
        int count = opened.slots().length;
        HeldPermits.Permit mine = permits.opened(permit, count);
        if (count > 0) {
            long epoch = tenure.sent(count);
            sender.send(new Sender.Job(
                    number,
                    message(decision),
                    opened,
                    mine.lane(),
                    mine.endNanos(),
                    context,
                    ended -> ended(epoch, ended)));
        }
    }

    private Sender.Message message(ShardRecord.Decision decision) {
        if (decision instanceof ShardRecord.Attempted attempted) {
            return new Sender.Message.OfAlert(attempted.alert(), attempted.step(), attempted.endpoint());
        }
        if (decision instanceof ShardRecord.NoticeTried tried) {
            return new Sender.Message.OfNotice(
                    Objects.requireNonNull(replica.shard().notice(tried.notice())));
        }
        throw new IllegalStateException("a decision that uses a permit opens no try");
    }

    // ---- from the wire, the lanes, the control log

    /// What a former owner sent is for the present one to find out.
    private void ended(long term, Wire.Ended ended) {
        if (tenure.ended(term, ended.indexes().length)) {
            wire.add(ended);
            gather();
        }
    }

    /// Goes on with outcomes in a moment, or as soon as there is something else; or at once if there are many.
    private void gather() {
        if (wire.size() >= MAX_WIRE) {
            cycle();
        } else {
            gathering.ask();
        }
    }

    /// A lane's permit; called on the lane's context.
    void permit(LaneRunner lane, Lane.Grant grant, long endNanos) {
        context.runOnContext(_ -> {
            if (!tenure.decides() || stalled) {
                lane.settle(grant.id(), 0);
                return;
            }
            if (clock.doubtful()) {
                demand.withdraw();
                looking.ask();
                lane.settle(grant.id(), 0);
                return;
            }
            long held = permits.hold(new HeldPermits.Permit(lane, grant.id(), endNanos));
            wire.add(new Wire.Permit(
                    lane.share(),
                    lane.channel().kind(),
                    grant.count(),
                    held,
                    ports.clock().millis()));
            cycle();
        });
    }

    /// Acts of the control log that mean something for the shards; called on the control context.
    void acts(Wire.Acts acts) {
        context.runOnContext(_ -> {
            handed = acts.controlPosition();
            Wire.Acts mine = acts.in(number);
            if (tenure.owns() || !mine.effects().isEmpty()) {
                wire.add(mine);
            }
            cycle();
        });
    }

    /// What a provider's list decided.
    void decided(Wire.Decided decided) {
        context.runOnContext(_ -> {
            if (tenure.owns()) {
                wire.add(decided);
                cycle();
            }
        });
    }

    // ---- inputs

    /// Appends a record for somebody; completes with its position when it is durable. Any thread.
    Future<Long> input(ShardRecord.Input record) {
        Promise<Long> done = Promise.promise();
        byte[] bytes = ShardCodec.encode(record);
        context.runOnContext(_ -> {
            if (!closed && inputs.add(new InputQueue.Input(bytes, done))) {
                cycle();
            } else {
                JournalException.Kind kind = closed ? JournalException.Kind.CLOSED : JournalException.Kind.FULL;
                done.fail(new JournalException(kind, "shard " + number + " takes no more input now"));
            }
        });
        return done.future();
    }

    /// The same; completes when the record is applied and everybody sees what it changed.
    Future<Void> change(ShardRecord.Input record) {
        return input(record).compose(replica::shown);
    }

    /// Takes slots; completes with the first of them.
    Future<Integer> take(SlotKind kind, int count, UUID request) {
        Promise<Integer> first = Promise.promise();
        context.runOnContext(_ -> {
            Promise<Integer> asked = slotRequests.putIfAbsent(request, first);
            if (asked != null) {
                asked.future().onComplete(first);
                return;
            }
            input(new ShardRecord.SlotsTaken(request, kind, count)).onFailure(reason -> {
                slotRequests.remove(request);
                first.tryFail(reason);
            });
        });
        return first.future();
    }

    // ---- the cycle

    private void cycle() {
        if (stalled || outstanding != null || closed) {
            return;
        }
        if (!tenure.owns() || clock.doubtful()) {
            inputsOnly();
            return;
        }
        List<Wire> taking = takeWire();
        Encoded decided = decide(taking);
        while (decided.bytes() > MAX_BYTES && taking.size() > 1) {
            List<Wire> later = taking.subList(taking.size() / 2, taking.size());
            later.reversed().forEach(wire::addFirst);
            later.clear();
            decided = decide(taking);
        }
        permits.use(taking, decided.permits());
        List<byte[]> records = new ArrayList<>(decided.records());
        List<InputQueue.Input> mine = inputs.take(MAX_BYTES - decided.bytes());
        mine.forEach(input -> records.add(input.bytes()));
        if (!records.isEmpty()) {
            append(records, new Append(taking, mine, decided.permits()));
        } else if (wire.isEmpty()) {
            rest();
        } else {
            cycle();
        }
    }

    /// The shard is another's, or the clock is in doubt: what others say is kept, nothing is decided.
    private void inputsOnly() {
        if (tenure.owns()) {
            demand.withdraw();
            looking.ask();
        }
        List<InputQueue.Input> mine = inputs.take(MAX_BYTES);
        if (!mine.isEmpty()) {
            List<byte[]> records = mine.stream().map(InputQueue.Input::bytes).toList();
            append(records, new Append(List.of(), mine, List.of()));
        }
    }

    private void again() {
        claim();
        cycle();
    }

    private List<Wire> takeWire() {
        List<Wire> taking = new ArrayList<>();
        for (int i = 0; i < MAX_WIRE && !wire.isEmpty(); i++) {
            taking.add(wire.poll());
        }
        return taking;
    }

    /// What was decided, as records; for each of them the permit it uses, 0 for none.
    private record Encoded(List<byte[]> records, List<Long> permits, int bytes) {}

    private Encoded decide(List<Wire> taking) {
        long nowMs = ports.clock().millis();
        Shard shard = replica.shard();
        Decision decision = shard.decide(nowMs, taking, grace);
        List<byte[]> records =
                decision.records().stream().map(ShardCodec::encode).toList();
        return new Encoded(
                records,
                decision.permits(),
                records.stream().mapToInt(record -> record.length).sum());
    }

    private void append(List<byte[]> records, Append append) {
        outstanding = append;
        long began = ports.nanos().getAsLong();
        long beganMs = ports.clock().millis();
        ports.journal()
                .append(number, records)
                .whenComplete((appended, failure) -> context.runOnContext(_ -> {
                    if (failure == null) {
                        meters.appended(
                                records.size(), Duration.ofNanos(ports.nanos().getAsLong() - began));
                        clock.heard(beganMs, appended.writtenMs());
                        append.durable = true;
                        int record = records.size() - append.inputs.size();
                        for (InputQueue.Input input : append.inputs) {
                            input.done().complete(appended.of(record++));
                        }
                        finish();
                    } else {
                        failed(append, failure);
                    }
                }));
    }

    /// An append was not acknowledged: everything it carried is decided again after a pause, except permits,
    /// which are given back; until then no lane grants any.
    private void failed(Append append, Throwable failure) {
        meters.appendFailed();
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean certain = cause instanceof JournalException known && known.kind() != JournalException.Kind.UNCERTAIN;
        if (!certain) {
            ports.fatal().end("an append to shard " + number + " may or may not be stored", cause);
            return;
        }
        drop(append);
        tenure.notClaimed();
        append.inputs.forEach(input -> input.done().fail(cause));
        stalled = true;
        demand.withdraw();
        if (!closed) {
            vertx.setTimer(
                    RETRY_MS,
                    _ -> execute(() -> {
                        stalled = false;
                        again();
                    }));
        }
    }

    private void drop(Append append) {
        if (outstanding == append) {
            outstanding = null;
        }
        List<Wire> again = new ArrayList<>(append.wire);
        again.removeIf(input -> input instanceof Wire.Permit);
        again.reversed().forEach(wire::addFirst);
        permits.drop();
        wire.removeIf(input -> input instanceof Wire.Permit);
    }

    private void finish() {
        if (outstanding != null && outstanding.durable && outstanding.permits.isEmpty()) {
            outstanding = null;
        }
        if (outstanding != null || stalled) {
            return;
        }
        claim();
        if (!tenure.owns()) {
            cycle();
        } else {
            if (clock.doubtful()) {
                cycle();
            } else if (!inputs.isEmpty() || !wire.stream().allMatch(Wire.Ended.class::isInstance)) {
                if (tenure.decides()) {
                    demand.tell(replica.shard());
                }
                cycle();
            } else {
                rest();
                if (!wire.isEmpty()) {
                    gather();
                }
            }
        }
    }

    /// Nothing is on its way: every act handed over is followed. Tells the lanes what is wanted, and wakes when
    /// something is due.
    private void rest() {
        followed = Math.max(followed, handed);
        if (!tenure.decides()) {
            tenure.rested();
            return;
        }
        demand.tell(replica.shard());
        alarm.set(replica.shard().nextDueMs(grace));
    }

    // ---- what others see

    /// The state, for queries. Any thread.
    ShardReplica replica() {
        return replica;
    }

    /// Unknowns to be resolved. Any thread.
    Future<List<UnknownTry>> unknowns() {
        return replica.ask(() -> tenure.decides() ? List.copyOf(replica.shard().unknownTries()) : List.of());
    }

    /// Alerts with nothing left to do here. Any thread.
    Future<List<Integer>> settled() {
        return replica.ask(() -> tenure.decides() ? replica.shard().settledAlerts() : List.of());
    }

    /// The position of the control log up to which this shard has followed every act that concerns it. Any
    /// thread.
    long followed() {
        return followed;
    }

    /// Whether it decides, as last published; for meters. Any thread.
    boolean decides() {
        return tenure.decides();
    }

    /// Whether this node owns the shard. Any thread.
    Future<Boolean> owned() {
        return replica.ask(tenure::decides);
    }

    /// Whether the shard is as it should be here: owned, or another's. Any thread.
    Future<Boolean> inPlace() {
        return replica.ask(tenure::inPlace);
    }

    int number() {
        return number;
    }
}

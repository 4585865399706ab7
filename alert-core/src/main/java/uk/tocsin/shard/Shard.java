package uk.tocsin.shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// One of the 64 shards as a state machine. Owned by one thread; no locks, clock, randomness or I/O.
///
/// How it works: [#apply] folds durable records, in order; it is the only thing that changes state. An owner
/// asks [#decide] what to append, appends it, and acts on it only after it has been applied from the log: then
/// [Applied.Opened] names what may be sent. Everybody else applies the same records and answers queries.
///
/// Time is that of the owner's records: [#timeMs] moves by claims and decisions only, never by the clock.
public final class Shard {
    private static final int VERSION = 5;

    private final AudienceSelector audiences;
    private final Directory directory;
    private final NavigableMap<Integer, AlertLedger> alerts = new TreeMap<>();
    private final NavigableMap<Long, OpenTry> openTries = new TreeMap<>();
    private final NavigableMap<Long, UnknownTry> unknownTries = new TreeMap<>();
    private final NoticeBook notices = new NoticeBook();
    private final Standings standings;
    private long epoch = -1;
    private long claimMs;
    private long timeMs;
    private long controlPosition = -1;
    private boolean allHalted;

    /// A shard in which nothing has happened.
    public Shard(AudienceSelector audiences) {
        this(audiences, new Directory());
    }

    private Shard(AudienceSelector audiences, Directory directory) {
        this.audiences = audiences;
        this.directory = directory;
        this.standings = new Standings(alerts, directory);
    }

    // ---- apply

    /// Changes the state by the record at `position` of the journal. Total: a record that does not count
    /// changes nothing and says why.
    public Applied apply(long position, ShardRecord record) {
        return switch (record) {
            case ShardRecord.Claim claim -> claim(position, claim);
            case ShardRecord.Input input -> input(position, input);
            case ShardRecord.Decision decision -> {
                if (decision.stamp().epoch() != epoch) {
                    yield new Applied.Ignored(Applied.Why.OTHER_OWNER);
                }
                advance(decision.stamp().timeMs());
                yield decision(position, decision);
            }
        };
    }

    private Applied claim(long position, ShardRecord.Claim claim) {
        epoch = position;
        advance(claim.timeMs());
        claimMs = timeMs;
        return Applied.DONE;
    }

    private void advance(long toMs) {
        timeMs = Math.max(timeMs, toMs);
        for (AlertLedger alert : alerts.values()) {
            for (ChannelLedger ledger : alert.ledgers()) {
                ledger.work().release(timeMs);
            }
        }
        directory.expireTiers(timeMs).forEach(this::lostTier);
        directory.suppressions().expire(timeMs);
    }

    private Applied input(long position, ShardRecord.Input input) {
        return switch (input) {
            case ShardRecord.SlotsTaken taken -> new Applied.Slots(directory.take(taken));
            case ShardRecord.SubscribersSet set -> {
                boolean known = true;
                for (ShardRecord.SubscriberEntry entry : set.entries()) {
                    known &= directory.set(entry);
                }
                yield known ? Applied.DONE : new Applied.Ignored(Applied.Why.UNKNOWN_SLOT);
            }
            case ShardRecord.PremisesSet set -> {
                for (int i = 0; i < set.slots().length; i++) {
                    directory.setPremises(set.slots()[i], set.cells()[i]);
                }
                yield Applied.DONE;
            }
            case ShardRecord.Erased erased -> erase(erased.slot());
            case ShardRecord.EndpointSuppressed s -> suppress(s);
            case ShardRecord.EndpointReleased r -> release(r.slot(), r.endpoint());
            case ShardRecord.Received received -> receive(received);
            case ShardRecord.Responded responded -> respond(responded);
            case ShardRecord.LinkOpened opened -> {
                maybe(opened.alert(), alert -> alert.answers().open(opened.action(), opened.times()));
                yield Applied.DONE;
            }
            case ShardRecord.Completed completed ->
                directory.complete(completed.slot(), completed.done())
                        ? Applied.DONE
                        : new Applied.Ignored(Applied.Why.UNKNOWN_SLOT);
            case ShardRecord.NoticeAsked asked -> notices.ask(position, asked, directory);
        };
    }

    private Applied erase(int slot) {
        if (!directory.exists(slot)) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_SLOT);
        }
        directory.erase(slot);
        notices.erase(slot);
        for (AlertLedger alert : alerts.values()) {
            alert.ledgers().forEach(ledger -> ledger.erase(slot));
        }
        return Applied.DONE;
    }

    private Applied suppress(ShardRecord.EndpointSuppressed record) {
        if (!directory.exists(record.slot())) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_SLOT);
        }
        directory
                .suppressions()
                .add(record.slot(), record.endpoint(), new Suppressions.Why(record.cause(), record.untilMs()));
        notices.suppress(record.slot(), record.endpoint());
        return Applied.DONE;
    }

    private Applied release(int slot, int endpoint) {
        if (!directory.exists(slot)) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_SLOT);
        }
        directory.suppressions().remove(slot, endpoint);
        return Applied.DONE;
    }

    private Applied receive(ShardRecord.Received evidence) {
        AlertLedger alert = alerts.get(evidence.alert());
        if (alert == null || !alert.hasStep(evidence.step())) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_DELIVERY);
        }
        ChannelLedger ledger = alert.existing(alert.channelOf(evidence.step()));
        long at = Math.max(evidence.timeMs(), alert.dispatchedMs());
        RoaringBitmap counted = ledger == null ? new RoaringBitmap() : ledger.received(evidence, at, directory);
        if (ledger == null || counted.isEmpty()) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_DELIVERY);
        }
        if (evidence.kind() == Evidence.ACKNOWLEDGED) {
            alert.answers().acknowledge(counted, directory);
        }
        resolve(evidence, ledger);
        return Applied.DONE;
    }

    private Applied respond(ShardRecord.Responded responded) {
        if (!standings.knows(responded.alert(), responded.step(), responded.slot())) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_DELIVERY);
        }
        alert(responded.alert()).answers().respond(responded.slot(), responded.response());
        return Applied.DONE;
    }

    /// A callback about a try of which nobody knew resolves it, whatever it says.
    private void resolve(ShardRecord.Received evidence, ChannelLedger ledger) {
        UnknownTry unknown = unknownTries.get(evidence.tryNumber());
        if (unknown != null && unknown.alert() == evidence.alert() && unknown.endpoint() == evidence.endpoint()) {
            RoaringBitmap heardOf = RoaringBitmap.and(unknown.slots(), RoaringBitmap.bitmapOf(evidence.slots()));
            ledger.heardOf(heardOf, directory);
            leaveUnknown(unknown.without(heardOf));
        }
    }

    private Applied decision(long position, ShardRecord.Decision decision) {
        return switch (decision) {
            case ShardRecord.Tick _ -> Applied.DONE;
            case ShardRecord.Followed followed -> follow(followed);
            case ShardRecord.Planned planned -> {
                alert(planned.alert()).plan(planned, directory.suspensions().slots());
                yield Applied.DONE;
            }
            case ShardRecord.Held held -> {
                ledger(held.alert(), held.step()).hold(held.releaseMs(), held.slots());
                yield Applied.DONE;
            }
            case ShardRecord.Suppressed s -> {
                ledger(s.alert(), s.step()).suppress(s.reason(), s.slots());
                yield Applied.DONE;
            }
            case ShardRecord.Attempted attempted -> attempt(position, attempted);
            case ShardRecord.Outcome outcome -> OutcomeFold.fold(this, outcome);
            case ShardRecord.Resolved resolved -> resolve(resolved);
            case ShardRecord.Ended ended -> {
                ledger(ended.alert(), ended.step()).end(ended.end(), ended.slots());
                yield Applied.DONE;
            }
            case ShardRecord.NoticeTried tried ->
                allHalted ? new Applied.Opened(position, new int[0]) : notices.attempt(position, tried);
            case ShardRecord.NoticeEnded ended -> notices.end(ended, timeMs);
        };
    }

    private Applied follow(ShardRecord.Followed followed) {
        controlPosition = Math.max(controlPosition, followed.controlPosition());
        for (Effect effect : followed.effects()) {
            switch (effect) {
                case Effect.Dispatch d -> {
                    SegmentView view = directory.view();
                    alerts.putIfAbsent(d.alert(), new AlertLedger(d, view, Recipients.audience(d, view, audiences)));
                }
                case Effect.Withdraw w -> maybe(w.alert(), AlertLedger::withdraw);
                case Effect.Halt h -> halt(h.alert(), true);
                case Effect.Resume r -> halt(r.alert(), false);
                case Effect.StepStop s -> maybe(s.alert(), alert -> alert.stop(s.step()));
                case Effect.TierRevoke t -> revokeTier(t.ordinal());
                case Effect.EndpointRelease r -> release(Shards.slotOf(r.ordinal()), r.endpoint());
                case Effect.TierGrant t -> grantTier(t);
                case Effect.Suspend s -> suspend(Shards.slotOf(s.ordinal()));
                case Effect.Reinstate r -> directory.reinstate(Shards.slotOf(r.ordinal()));
            }
        }
        return Applied.DONE;
    }

    /// What is planned for somebody and not under way stays unsent, whatever becomes of them.
    private void suspend(int slot) {
        if (directory.exists(slot)) {
            directory.suspend(slot);
            RoaringBitmap one = RoaringBitmap.bitmapOf(slot);
            alerts.values().forEach(alert -> alert.suppress(SuppressionReason.SUSPENDED, one));
        }
    }

    private void grantTier(Effect.TierGrant grant) {
        int slot = Shards.slotOf(grant.ordinal());
        if (directory.exists(slot)) {
            Tier before = directory.tierOf(slot);
            directory.grantTier(
                    slot, grant.tier(), grant.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
            Tier after = directory.tierOf(slot);
            if (!after.mayRead(before)) {
                lostTier(slot, after);
            }
        }
    }

    private void revokeTier(int ordinal) {
        int slot = Shards.slotOf(ordinal);
        directory.revokeTier(slot);
        lostTier(slot, Tier.PUBLIC);
    }

    private void lostTier(int slot, Tier left) {
        for (AlertLedger alert : alerts.values()) {
            if (!left.mayRead(alert.dispatch().lowestTier())) {
                alert.lostTier(slot);
            }
        }
    }

    private void maybe(int number, Consumer<AlertLedger> change) {
        AlertLedger alert = alerts.get(number);
        if (alert != null) {
            change.accept(alert);
        }
    }

    private void halt(int number, boolean now) {
        if (number == 0) {
            allHalted = now;
        } else {
            maybe(number, alert -> alert.halt(now));
        }
    }

    private Applied attempt(long position, ShardRecord.Attempted attempted) {
        AlertLedger alert = alert(attempted.alert());
        int[] slots = {};
        if (sends(alert) && !alert.stopped(attempted.step())) {
            slots = ledger(attempted.alert(), attempted.step())
                    .open(position, attempted.endpoint(), stillWanting(alert, attempted));
        }
        if (slots.length > 0) {
            openTries.put(position, OpenTry.of(attempted, slots));
        }
        return new Applied.Opened(position, slots);
    }

    /// Of what was decided, what nobody has answered for meanwhile.
    private int[] stillWanting(AlertLedger alert, ShardRecord.Attempted attempted) {
        Step step = alert.step(attempted.step());
        if (step.condition() == Condition.ALWAYS) {
            return attempted.slots();
        }
        RoaringBitmap slots = RoaringBitmap.bitmapOf(attempted.slots());
        slots.andNot(Recipients.answeredBefore(this, alert, step, slots));
        return slots.toArray();
    }

    private Applied resolve(ShardRecord.Resolved resolved) {
        UnknownTry unknown = unknownTries.get(resolved.tryNumber());
        if (unknown == null) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_TRY);
        }
        ledger(unknown.alert(), unknown.step())
                .resolved(unknown.endpoint(), resolved.verdict(), resolved.slots(), timeMs, directory);
        leaveUnknown(unknown.without(resolved.slots()));
        return Applied.DONE;
    }

    /// Keeps what is still unresolved of a try, or forgets it.
    void leaveUnknown(UnknownTry unknown) {
        if (unknown.slots().isEmpty()) {
            unknownTries.remove(unknown.tryNumber());
        } else {
            unknownTries.put(unknown.tryNumber(), unknown);
        }
    }

    // ---- what the owner asks

    /// What to append next, given what came in from outside. Changes nothing. `nowMs` is the wall time; what is
    /// decided carries the later of it and the shard's time. Called only while this node's claim is the last,
    /// and never while an earlier decision is not applied yet.
    public Decision decide(long nowMs, List<? extends Wire> inputs, Grace grace) {
        return new Decider(this, Math.max(nowMs, timeMs), grace).decide(inputs);
    }

    /// When [#decide] has something to say without any input, in milliseconds since the epoch; Long.MAX_VALUE
    /// for never.
    public long nextDueMs(Grace grace) {
        long next = Long.MAX_VALUE;
        for (AlertLedger alert : alerts.values()) {
            next = Math.min(next, Decider.endable(alert, timeMs) ? timeMs : alert.nextDueMs(timeMs));
        }
        for (OpenTry open : openTries.values()) {
            if (open.epoch() != epoch) {
                next = Math.min(next, unknownFromMs(open, grace));
            }
        }
        for (NoticeBook.Open open : notices.orphans(epoch)) {
            next = Math.min(next, unknownFromMs(open.channel(), grace));
        }
        return Math.min(Math.min(next, notices.nextDueMs(timeMs)), directory.nextEndMs());
    }

    /// When a try left open by an earlier owner counts as unknown: nothing of it can still be on its way to be
    /// written or answered.
    long unknownFromMs(OpenTry open, Grace grace) {
        return unknownFromMs(alert(open.alert()).channelOf(open.step()), grace);
    }

    long unknownFromMs(ChannelKind channel, Grace grace) {
        return claimMs + grace.ms(channel);
    }

    /// What this shard would send on a channel now, of its alerts or of its notices.
    public Demand demand(LaneShare share, ChannelKind channel) {
        return switch (share) {
            case ALERTS -> demand(channel);
            case NOTICES -> allHalted ? Demand.NONE : notices.demand(channel, timeMs);
        };
    }

    private Demand demand(ChannelKind channel) {
        Demand demand = Demand.NONE;
        for (AlertLedger alert : alerts.values()) {
            ChannelLedger ledger = alert.existing(channel);
            if (ledger != null && sends(alert)) {
                for (WorkQueue.Ready ready : ledger.work().inOrder()) {
                    if (!alert.stopped(ready.step())) {
                        demand = demand.with(
                                key(alert, ready),
                                sendable(alert, channel, ready).getCardinality());
                    }
                }
            }
        }
        return demand;
    }

    /// Ready work without what waits: a change waits for the open tries of its line. Not to be changed.
    RoaringBitmap sendable(AlertLedger alert, ChannelKind channel, WorkQueue.Ready ready) {
        RoaringBitmap slots = ready.slots();
        for (ChannelLedger before : line(alert, channel)) {
            slots = RoaringBitmap.andNot(slots, before.openSlots());
        }
        return slots;
    }

    static int key(AlertLedger alert, WorkQueue.Ready ready) {
        return ServiceKey.of(alert.dispatch().mode(), alert.dispatch().severity(), ready.group());
    }

    /// Unknowns that wait for the provider's list, oldest first.
    public Collection<UnknownTry> unknownTries() {
        return Collections.unmodifiableCollection(unknownTries.values());
    }

    /// What was asked for with the notice of this number; null when it is over, or was ignored.
    public ShardRecord.@Nullable NoticeAsked notice(long number) {
        return notices.asked(number);
    }

    /// Numbers of the notices that are not over, in order; a copy.
    public Collection<Long> notices() {
        return notices.numbers();
    }

    /// Whether another notice would be taken up.
    public boolean takesNotices() {
        return notices.size() < NoticeBook.MOST;
    }

    /// Alerts of which nothing is left to do in this shard.
    public List<Integer> settledAlerts() {
        List<Integer> settled = new ArrayList<>();
        for (AlertLedger alert : alerts.values()) {
            if (alert.settled()) {
                settled.add(alert.number());
            }
        }
        return settled;
    }

    // ---- queries

    /// Who is in which segment now; immutable.
    public SegmentView segments() {
        return directory.view();
    }

    /// What happened to an alert so far, immutable; null if this shard never followed it.
    public @Nullable LedgerView view(int alert) {
        AlertLedger ledger = alerts.get(alert);
        return ledger == null ? null : ledger.view(directory.links());
    }

    /// Which premises subscribers answer for, as it is now: gives for slots a fresh bitmap of the slots of the
    /// premises. Immutable; any thread may use it.
    public UnaryOperator<RoaringBitmap> premises() {
        return directory.links()::of;
    }

    /// What else may be asked about subscribers and their deliveries.
    public Standings standings() {
        return standings;
    }

    /// The position of this shard's last claim, -1 for none.
    public long epoch() {
        return epoch;
    }

    /// The shard's time in milliseconds since the epoch.
    public long timeMs() {
        return timeMs;
    }

    /// The last position of the control log that this shard followed, -1 for none.
    public long controlPosition() {
        return controlPosition;
    }

    /// Subscriber slots taken so far.
    public int subscriberSlots() {
        return directory.subscriberSlots();
    }

    /// Premises slots taken so far.
    public int premisesSlots() {
        return directory.premisesSlots();
    }

    /// Null when every planned delivery is in exactly one place, else what is wrong.
    public @Nullable String audit() {
        for (AlertLedger alert : alerts.values()) {
            for (ChannelLedger ledger : alert.ledgers()) {
                String wrong = ledger.audit();
                if (wrong != null) {
                    return "alert " + alert.number() + ", " + wrong;
                }
            }
        }
        return null;
    }

    // ---- for this package

    Directory directory() {
        return directory;
    }

    AudienceSelector audiences() {
        return audiences;
    }

    NoticeBook noticeBook() {
        return notices;
    }

    boolean allHalted() {
        return allHalted;
    }

    Collection<AlertLedger> alerts() {
        return alerts.values();
    }

    Map<Long, OpenTry> openTries() {
        return openTries;
    }

    boolean sends(AlertLedger alert) {
        return sendsAt(alert, timeMs);
    }

    boolean sendsAt(AlertLedger alert, long atMs) {
        return !allHalted && alert.sends(atMs);
    }

    AlertLedger alert(int number) {
        AlertLedger alert = alerts.get(number);
        if (alert == null) {
            throw new IllegalStateException("a decision concerns alert " + number + ", which was never followed");
        }
        return alert;
    }

    ChannelLedger ledger(int number, int step) {
        AlertLedger alert = alert(number);
        return alert.ledger(alert.channelOf(step));
    }

    /// Whom the line of a change reached on any channel: a fresh bitmap.
    RoaringBitmap reachedBefore(AlertLedger alert) {
        RoaringBitmap reached = new RoaringBitmap();
        for (ChannelKind channel : ChannelKind.values()) {
            line(alert, channel).forEach(before -> reached.or(before.reached()));
        }
        return reached;
    }

    /// The ledgers of a channel in the line of a changing alert, nearest first.
    List<ChannelLedger> line(AlertLedger alert, ChannelKind channel) {
        List<ChannelLedger> line = new ArrayList<>();
        for (AlertLedger before : line(alert)) {
            ChannelLedger ledger = before.existing(channel);
            if (ledger != null) {
                line.add(ledger);
            }
        }
        return line;
    }

    /// The alerts that a changing alert follows upon, nearest first.
    List<AlertLedger> line(AlertLedger alert) {
        List<AlertLedger> line = new ArrayList<>();
        for (int ancestor : alert.dispatch().line()) {
            AlertLedger before = alerts.get(ancestor);
            if (before != null) {
                line.add(before);
            }
        }
        return line;
    }

    // ---- snapshot

    /// Writes the whole state.
    public void write(Out out) {
        out.u8(VERSION)
                .signed(epoch)
                .signed(claimMs)
                .signed(timeMs)
                .signed(controlPosition)
                .flag(allHalted);
        directory.write(out);
        ViewPool pool = new ViewPool();
        alerts.values().forEach(alert -> pool.place(alert.segments()));
        pool.write(out);
        out.list(alerts.values(), (o, alert) -> alert.write(o, pool));
        out.list(openTries.entrySet(), (o, e) -> e.getValue().write(o.count(e.getKey())));
        out.list(unknownTries.values(), (o, unknown) -> unknown.write(o));
        notices.write(out);
    }

    /// Reads what [#write] wrote.
    public static Shard read(In in, AudienceSelector audiences) {
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("shard snapshot version " + version + " is unknown");
        }
        long epoch = in.signed();
        long claimMs = in.signed();
        long timeMs = in.signed();
        long control = in.signed();
        boolean halted = in.flag();
        Shard shard = new Shard(audiences, Directory.read(in));
        shard.epoch = epoch;
        shard.claimMs = claimMs;
        shard.timeMs = timeMs;
        shard.controlPosition = control;
        shard.allHalted = halted;
        ViewPool pool = ViewPool.read(in);
        in.list(i -> AlertLedger.read(i, pool)).forEach(alert -> shard.alerts.put(alert.number(), alert));
        int tries = in.size();
        for (int i = 0; i < tries; i++) {
            long number = in.count();
            shard.openTries.put(number, OpenTry.read(in));
        }
        in.list(UnknownTry::read).forEach(shard::leaveUnknown);
        shard.notices.read(in);
        in.end();
        return shard;
    }
}

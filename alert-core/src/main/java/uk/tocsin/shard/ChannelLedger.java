package uk.tocsin.shard;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The deliveries of one alert on one channel in one shard. Owned by the shard's thread.
///
/// How it works: evidence is only added (to the book); what a slot's delivery needs next is always derived anew
/// by [#reconsider] from the book, the tries that are open, and what ended. Every planned slot that is not
/// `done` and not `open` and not `unresolved` is in the work queue: ready, or waiting for an instant. [#audit]
/// says when that is not so.
final class ChannelLedger {
    private static final int ENDPOINT_BITS = 4;

    private final ChannelKind channel;
    private final long dispatchedMs;
    private final WorkQueue work;
    private final EvidenceBook book = new EvidenceBook();
    private final Bits planned = new Bits();
    private final Bits open = new Bits();

    /// Slots with a try of which nothing is known: shown where no evidence outranks it.
    private final Bits unknown = new Bits();

    private final Bits unresolved = new Bits();
    private final Bits failed = new Bits();
    private final Bits withdrawn = new Bits();
    private final Bits expired = new Bits();
    private final Bits givenUp = new Bits();
    private final Bits tried = new Bits();
    private final Map<SuppressionReason, Bits> suppressed = new EnumMap<>(SuppressionReason.class);

    /// By slot and endpoint the latest try; none where the slot was tried once only.
    private final Map<Integer, Long> lastTry = new HashMap<>();

    ChannelLedger(ChannelKind channel, long dispatchedMs) {
        this(channel, dispatchedMs, new WorkQueue());
    }

    private ChannelLedger(ChannelKind channel, long dispatchedMs, WorkQueue work) {
        this.channel = channel;
        this.dispatchedMs = dispatchedMs;
        this.work = work;
    }

    // ---- plan

    /// Plans slots that this channel does not serve yet.
    void plan(int step, int group, RoaringBitmap slots) {
        RoaringBitmap fresh = RoaringBitmap.andNot(slots, planned.live());
        planned.add(fresh);
        work.plan(step, group, fresh);
    }

    /// Those of `slots` that no step has planned on this channel: a fresh bitmap.
    RoaringBitmap unplanned(RoaringBitmap slots) {
        return RoaringBitmap.andNot(slots, planned.live());
    }

    /// Stops deliveries for a reason: what is on its way, or was taken, is not tried again, whatever becomes
    /// of it.
    void suppress(SuppressionReason reason, RoaringBitmap slots) {
        RoaringBitmap mine = RoaringBitmap.and(slots, planned.live());
        mine.andNot(ended(mine));
        if (mine.isEmpty()) {
            return;
        }
        suppressed.computeIfAbsent(reason, _ -> new Bits()).add(mine);
        work.remove(mine);
    }

    /// Lets nothing be sent before an instant.
    void hold(long untilMs, RoaringBitmap slots) {
        work.hold(live(slots), untilMs);
    }

    /// A subscriber is gone.
    void erase(int slot) {
        suppress(SuppressionReason.ERASED, RoaringBitmap.bitmapOf(slot));
    }

    // ---- tries

    /// Opens those of `slots` that are still ready, as try `tryNumber`; returns them in order.
    int[] open(long tryNumber, int endpoint, int[] slots) {
        RoaringBitmap opened = work.readyAmong(RoaringBitmap.bitmapOf(slots));
        work.remove(opened);
        open.add(opened);
        IntIterator again = RoaringBitmap.and(opened, tried.live()).getIntIterator();
        while (again.hasNext()) {
            lastTry.put(place(again.next(), endpoint), tryNumber);
        }
        tried.add(opened);
        return opened.toArray();
    }

    private static int place(int slot, int endpoint) {
        return slot << ENDPOINT_BITS | endpoint;
    }

    /// Closes requests of a try that the provider took.
    void accepted(int endpoint, RoaringBitmap slots, long nowMs, Directory directory) {
        open.remove(slots);
        book.add(endpoint, Evidence.ACCEPTED, slots, nowMs - dispatchedMs);
        reconsider(slots, directory);
    }

    /// Closes requests of a try that the provider refused for good.
    void refused(int endpoint, FailureReason reason, RoaringBitmap slots, long nowMs, Directory directory) {
        open.remove(slots);
        book.fail(endpoint, reason, slots, nowMs - dispatchedMs);
        reconsider(slots, directory);
    }

    /// Closes requests of a try that certainly were not processed; `later` makes them wait, longer each time.
    void notSent(RoaringBitmap slots, boolean later, long tryNumber, long nowMs, Directory directory) {
        open.remove(slots);
        if (later) {
            work.backOff(live(slots), nowMs, tryNumber);
        }
        reconsider(slots, directory);
    }

    /// Closes requests of a try that nobody knows about, unless evidence came first. Where repeating is safe
    /// they are tried again; otherwise the slots that need to be resolved are returned. What was suppressed
    /// meanwhile is unknown too.
    RoaringBitmap unknown(int endpoint, RoaringBitmap slots, long tryNumber, long nowMs, Directory directory) {
        open.remove(slots);
        RoaringBitmap left = RoaringBitmap.andNot(slots, book.positive(slots));
        left.andNot(book.failedAt(endpoint, left));
        unknown.add(left);
        if (RetryPolicy.repeatsUnknown(channel)) {
            work.backOff(live(left), nowMs, tryNumber);
            left = new RoaringBitmap();
        } else {
            unresolved.add(left);
        }
        reconsider(slots, directory);
        return left;
    }

    /// Closes requests that the register forbade at send time, to the subscriber on this channel at all.
    void forbidden(SuppressionReason reason, RoaringBitmap slots, Directory directory) {
        open.remove(slots);
        suppress(reason, slots);
        reconsider(slots, directory);
    }

    /// Evidence came for requests that nobody knew about: they need no other resolution.
    void heardOf(RoaringBitmap slots, Directory directory) {
        unresolved.remove(slots);
        unknown.remove(slots);
        reconsider(slots, directory);
    }

    /// Decides unknowns that may not be repeated; returns nothing more to resolve for these slots.
    void resolved(int endpoint, ShardRecord.Verdict verdict, RoaringBitmap slots, long nowMs, Directory directory) {
        RoaringBitmap mine = RoaringBitmap.and(slots, unresolved.live());
        unresolved.remove(mine);
        switch (verdict) {
            case SENT -> {
                unknown.remove(mine);
                book.add(endpoint, Evidence.ACCEPTED, mine, nowMs - dispatchedMs);
            }
            case NOT_SENT -> unknown.remove(mine);
            case GIVEN_UP -> givenUp.add(mine);
        }
        reconsider(mine, directory);
    }

    // ---- evidence

    /// Adds evidence from outside. Negative evidence about a try that a later one to the same endpoint replaced
    /// is ignored. Returns
    /// how many slots it concerned.
    RoaringBitmap received(ShardRecord.Received evidence, long timeMs, Directory directory) {
        RoaringBitmap slots = RoaringBitmap.and(RoaringBitmap.bitmapOf(evidence.slots()), work.ofStep(evidence.step()));
        long ageMs = timeMs - dispatchedMs;
        if (evidence.kind().positive()) {
            book.add(evidence.endpoint(), evidence.kind(), slots, ageMs);
        } else {
            slots.and(tried.live());
            if (evidence.tryNumber() != 0) {
                dropReplaced(slots, evidence.endpoint(), evidence.tryNumber());
            }
            book.fail(evidence.endpoint(), evidence.reason(), slots, ageMs);
        }
        reconsider(slots, directory);
        return slots;
    }

    private void dropReplaced(RoaringBitmap slots, int endpoint, long tryNumber) {
        for (int slot : slots.toArray()) {
            Long last = lastTry.get(place(slot, endpoint));
            if (last != null && last != tryNumber) {
                slots.remove(slot);
            }
        }
    }

    // ---- end

    /// Ends what is not on its way; over an unknown it only stops repeating.
    void end(ShardRecord.End end, RoaringBitmap slots) {
        RoaringBitmap rest = live(slots);
        rest.andNot(open.live());
        rest.andNot(unresolved.live());
        work.remove(rest);
        givenUp.add(RoaringBitmap.and(rest, unknown.live()));
        rest.andNot(unknown.live());
        switch (end) {
            case WITHDRAWN -> withdrawn.add(rest);
            case EXPIRED -> expired.add(rest);
        }
    }

    /// What [#end] would end now of a step: a fresh bitmap.
    RoaringBitmap endable(int step) {
        RoaringBitmap all = work.all();
        all.and(work.ofStep(step));
        return all;
    }

    // ---- what a slot needs next

    /// Those of `slots` that are planned and not done: a fresh bitmap.
    private RoaringBitmap live(RoaringBitmap slots) {
        RoaringBitmap rest = RoaringBitmap.and(slots, planned.live());
        rest.andNot(done(rest));
        return rest;
    }

    private RoaringBitmap done() {
        return done(planned.live());
    }

    /// Those of `slots` that need nothing more: a fresh bitmap.
    private RoaringBitmap done(RoaringBitmap slots) {
        RoaringBitmap done = book.positive(slots);
        done.or(ended(slots));
        return done;
    }

    /// Those of `slots` that are not tried any more, whatever evidence comes: a fresh bitmap.
    private RoaringBitmap ended(RoaringBitmap slots) {
        // once failed, a delivery is settled, whatever endpoints are added later
        RoaringBitmap ended = RoaringBitmap.and(slots, failed.live());
        ended.or(withdrawn.live());
        ended.or(expired.live());
        ended.or(givenUp.live());
        suppressed.values().forEach(bits -> ended.or(bits.live()));
        ended.and(slots);
        return ended;
    }

    private void reconsider(RoaringBitmap slots, Directory directory) {
        RoaringBitmap positive = book.positive(slots);
        work.remove(positive);
        failed.remove(positive);
        unresolved.remove(positive);
        RoaringBitmap rest = RoaringBitmap.andNot(slots, positive);
        rest.andNot(open.live());
        RoaringBitmap exhausted = exhausted(rest, directory);
        failed.add(exhausted);
        unresolved.remove(exhausted);
        work.remove(exhausted);
        RoaringBitmap left = live(rest);
        left.andNot(unresolved.live());
        work.makeReady(work.absent(left));
    }

    /// Those of `slots` that failed on an endpoint and have no other left to try: a fresh bitmap.
    private RoaringBitmap exhausted(RoaringBitmap slots, Directory directory) {
        RoaringBitmap anyFailed = new RoaringBitmap();
        RoaringBitmap another = new RoaringBitmap();
        for (int endpoint = 0; endpoint < Endpoint.MAX; endpoint++) {
            RoaringBitmap failedHere = book.failedAt(endpoint, slots);
            RoaringBitmap usable = directory.usable(channel, endpoint, slots);
            usable.andNot(failedHere);
            anyFailed.or(failedHere);
            another.or(usable);
        }
        anyFailed.andNot(another);
        return anyFailed;
    }

    /// Those of `slots` whose next endpoint to try is `endpoint`: a fresh bitmap, taken out of `slots`.
    RoaringBitmap takeForEndpoint(int endpoint, RoaringBitmap slots, Directory directory) {
        RoaringBitmap mine = directory.usable(channel, endpoint, slots);
        mine.andNot(book.failedAt(endpoint, mine));
        slots.andNot(mine);
        return mine;
    }

    // ---- what others see

    WorkQueue work() {
        return work;
    }

    ChannelKind channel() {
        return channel;
    }

    /// Slots with a try that may be on its way. Live: for reading only.
    RoaringBitmap openSlots() {
        return open.live();
    }

    /// Slots to whom something was or may have been sent: accepted or better, or unknown, or on its way. A
    /// fresh bitmap.
    RoaringBitmap attempted() {
        RoaringBitmap found = reached();
        found.or(RoaringBitmap.andNot(unknown.live(), failed.live()));
        found.or(open.live());
        return found;
    }

    /// Whether something was or may have been sent to a slot.
    boolean attempted(int slot) {
        return unknown.contains(slot)
                || unresolved.contains(slot)
                || open.contains(slot)
                || !book.positive(RoaringBitmap.bitmapOf(slot)).isEmpty();
    }

    /// Whether a slot's delivery was acknowledged.
    boolean acknowledged(int slot) {
        return book.acknowledged(slot);
    }

    /// Whether a slot's delivery is known to have failed at an endpoint.
    boolean failedAt(int endpoint, int slot) {
        return !book.failedAt(endpoint, RoaringBitmap.bitmapOf(slot)).isEmpty();
    }

    /// The state of a slot's delivery; null where none is planned.
    @Nullable
    DeliveryState stateOf(int slot) {
        if (!planned.contains(slot)) {
            return null;
        }
        for (Map.Entry<DeliveryState, RoaringBitmap> each : view().states().entrySet()) {
            if (each.getValue().contains(slot)) {
                return each.getKey();
            }
        }
        return DeliveryState.WAITING;
    }

    /// The step that planned a slot, -1 for none.
    int stepOf(int slot) {
        return work.stepOf(slot);
    }

    /// Slots with evidence that the provider took it, or better: a fresh bitmap.
    RoaringBitmap reached() {
        return book.positive(planned.live());
    }

    /// Slots of which something may still come without anybody's doing: in work left, on its way, or to be
    /// resolved. A fresh bitmap.
    RoaringBitmap busy() {
        RoaringBitmap busy = work.all();
        busy.or(open.live());
        busy.or(unresolved.live());
        return busy;
    }

    /// Whether nothing is left to do or to learn from a try.
    boolean settled() {
        return work.isEmpty() && open.isEmpty() && unresolved.isEmpty();
    }

    ChannelView view() {
        RoaringBitmap suppressedAll = new RoaringBitmap();
        suppressed.values().forEach(bits -> suppressedAll.or(bits.view()));
        Map<DeliveryState, RoaringBitmap> others = new EnumMap<>(DeliveryState.class);
        others.put(DeliveryState.UNKNOWN, unknown.view());
        others.put(DeliveryState.IN_FLIGHT, open.view());
        others.put(DeliveryState.WITHDRAWN, withdrawn.view());
        others.put(DeliveryState.EXPIRED, expired.view());
        others.put(DeliveryState.SUPPRESSED, suppressedAll);
        if (!work.held().isEmpty()) {
            others.put(DeliveryState.HELD, work.held().clone());
        }
        return ChannelView.of(planned.view(), book, failed.view(), others);
    }

    /// Null when every planned slot is in exactly one place, else what is wrong: for tests and assertions.
    @Nullable
    String audit() {
        RoaringBitmap places = work.all();
        RoaringBitmap done = done();
        if (RoaringBitmap.intersects(places, open.live()) || RoaringBitmap.intersects(places, unresolved.live())) {
            return channel.word() + ": work that is already on its way";
        }
        if (RoaringBitmap.intersects(places, done)) {
            return channel.word() + ": work that is already done";
        }
        places.or(open.live());
        places.or(unresolved.live());
        places.or(done);
        return places.equals(planned.live()) ? null : channel.word() + ": a planned delivery is lost";
    }

    // ---- snapshot

    void write(Out out) {
        out.coded(channel).signed(dispatchedMs);
        work.write(out);
        book.write(out);
        for (Bits bits : inOrder()) {
            out.bitmap(bits.live());
        }
        out.list(
                suppressed.entrySet(),
                (o, e) -> o.coded(e.getKey()).bitmap(e.getValue().live()));
        out.list(
                new TreeMap<>(lastTry).entrySet(), (o, e) -> o.count(e.getKey()).count(e.getValue()));
    }

    static ChannelLedger read(In in) {
        ChannelLedger ledger = new ChannelLedger(in.coded(ChannelKind.class), in.signed(), WorkQueue.read(in));
        ledger.book.read(in);
        for (Bits bits : ledger.inOrder()) {
            bits.add(in.bitmap());
        }
        int reasons = in.size();
        for (int i = 0; i < reasons; i++) {
            ledger.suppressed.put(in.coded(SuppressionReason.class), new Bits(in.bitmap()));
        }
        int tries = in.size();
        for (int i = 0; i < tries; i++) {
            ledger.lastTry.put(in.size(), in.count());
        }
        return ledger;
    }

    private Bits[] inOrder() {
        return new Bits[] {planned, open, unknown, unresolved, failed, withdrawn, expired, givenUp, tried};
    }
}

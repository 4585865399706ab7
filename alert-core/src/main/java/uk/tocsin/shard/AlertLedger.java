package uk.tocsin.shard;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Step;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// One alert in one shard: what was dispatched, who was in which segment then, and a ledger for each channel.
/// Owned by the shard's thread.
final class AlertLedger {
    private final Effect.Dispatch dispatch;
    private final SegmentView segments;
    private final RoaringBitmap audience;
    private final Answers answers;
    private final Map<ChannelKind, ChannelLedger> channels = new EnumMap<>(ChannelKind.class);
    private final BitSet plannedSteps = new BitSet();
    private final BitSet stoppedSteps = new BitSet();
    private final RoaringBitmap lostTier = new RoaringBitmap();
    private boolean withdrawn;
    private boolean halted;

    /// @param audience whom the dispatch means among `segments`
    AlertLedger(Effect.Dispatch dispatch, SegmentView segments, RoaringBitmap audience) {
        this(dispatch, segments, audience, new Answers());
    }

    private AlertLedger(Effect.Dispatch dispatch, SegmentView segments, RoaringBitmap audience, Answers answers) {
        this.dispatch = dispatch;
        this.segments = segments;
        this.audience = audience;
        this.answers = answers;
    }

    Effect.Dispatch dispatch() {
        return dispatch;
    }

    int number() {
        return dispatch.alert();
    }

    SegmentView segments() {
        return segments;
    }

    RoaringBitmap audience() {
        return audience;
    }

    Answers answers() {
        return answers;
    }

    long dispatchedMs() {
        return dispatch.time().toEpochMilli();
    }

    long expiresMs() {
        return dispatch.expires().toEpochMilli();
    }

    Step step(int step) {
        return dispatch.plan().steps().get(step);
    }

    ChannelKind channelOf(int step) {
        return step(step).channel();
    }

    boolean hasStep(int step) {
        return step >= 0 && step < dispatch.plan().steps().size();
    }

    /// The ledger of a channel, made when it is first needed.
    ChannelLedger ledger(ChannelKind channel) {
        return channels.computeIfAbsent(channel, kind -> new ChannelLedger(kind, dispatchedMs()));
    }

    @Nullable
    ChannelLedger existing(ChannelKind channel) {
        return channels.get(channel);
    }

    Iterable<ChannelLedger> ledgers() {
        return channels.values();
    }

    void withdraw() {
        withdrawn = true;
    }

    void halt(boolean now) {
        halted = now;
    }

    /// A subscriber fell back to the public tier, which has no text of this alert.
    void lostTier(int slot) {
        lostTier.add(slot);
        suppress(SuppressionReason.TIER_REVOKED, RoaringBitmap.bitmapOf(slot));
    }

    /// Nothing more is tried to these, on any channel.
    void suppress(SuppressionReason reason, RoaringBitmap slots) {
        channels.values().forEach(ledger -> ledger.suppress(reason, slots));
    }

    void stop(int step) {
        stoppedSteps.set(step);
    }

    boolean stopped(int step) {
        return stoppedSteps.get(step);
    }

    /// Plans a step; whoever lost the tier, or was suspended, meanwhile is suppressed at once.
    void plan(ShardRecord.Planned planned, RoaringBitmap suspended) {
        plannedSteps.set(planned.step());
        ChannelLedger ledger = ledger(channelOf(planned.step()));
        planned.groups().forEach(group -> ledger.plan(planned.step(), group.key(), group.slots()));
        ledger.suppress(SuppressionReason.TIER_REVOKED, lostTier);
        ledger.suppress(SuppressionReason.SUSPENDED, suspended);
    }

    boolean over(long nowMs) {
        return withdrawn || nowMs >= expiresMs();
    }

    boolean withdrawn() {
        return withdrawn;
    }

    /// Whether requests may be sent at this time.
    boolean sends(long nowMs) {
        return !halted && !over(nowMs);
    }

    /// The steps whose time has come and which are not planned yet, in order.
    List<Integer> stepsDue(long nowMs) {
        List<Integer> due = new ArrayList<>();
        for (int step = 0; step < dispatch.plan().steps().size(); step++) {
            if (pending(step) && dueMs(step) <= nowMs) {
                due.add(step);
            }
        }
        return due;
    }

    private boolean pending(int step) {
        return !plannedSteps.get(step) && !stoppedSteps.get(step) && !withdrawn && dueMs(step) < expiresMs();
    }

    private long dueMs(int step) {
        return dispatchedMs() + step(step).delay().toMillis();
    }

    /// When something must be decided for this alert without anything else happening; Long.MAX_VALUE for never.
    long nextDueMs(long nowMs) {
        long next = Long.MAX_VALUE;
        for (int step = 0; step < dispatch.plan().steps().size(); step++) {
            if (pending(step)) {
                next = Math.min(next, dueMs(step));
            }
        }
        for (ChannelLedger ledger : channels.values()) {
            if (!ledger.work().isEmpty()) {
                next = Math.min(next, expiresMs());
                next = sends(nowMs) ? Math.min(next, ledger.work().nextMs()) : next;
            }
        }
        return next;
    }

    /// Whether every step is planned or will not be, and every channel is settled.
    boolean settled() {
        for (int step = 0; step < dispatch.plan().steps().size(); step++) {
            if (pending(step)) {
                return false;
            }
        }
        return channels.values().stream().allMatch(ChannelLedger::settled);
    }

    LedgerViewOf view(PremisesLinks links) {
        Map<ChannelKind, ChannelView> views = new EnumMap<>(ChannelKind.class);
        channels.forEach((channel, ledger) -> views.put(channel, ledger.view()));
        return new LedgerViewOf(
                number(), dispatchedMs(), segments, audience, views, answers.view(), answers.opened(), links);
    }

    void write(Out out, ViewPool pool) {
        EffectCodec.write(out, dispatch);
        out.count(pool.place(segments));
        out.bitmap(audience);
        answers.write(out);
        out.bytes(plannedSteps.toByteArray()).bytes(stoppedSteps.toByteArray());
        out.bitmap(lostTier).flag(withdrawn).flag(halted);
        out.list(channels.values(), (o, ledger) -> ledger.write(o));
    }

    static AlertLedger read(In in, ViewPool pool) {
        if (!(EffectCodec.read(in) instanceof Effect.Dispatch dispatch)) {
            throw new CorruptRecordException("an alert's ledger does not begin with its dispatch");
        }
        AlertLedger ledger = new AlertLedger(dispatch, pool.at(in.size()), in.bitmap(), Answers.read(in));
        ledger.plannedSteps.or(BitSet.valueOf(in.bytes()));
        ledger.stoppedSteps.or(BitSet.valueOf(in.bytes()));
        ledger.lostTier.or(in.bitmap());
        ledger.withdrawn = in.flag();
        ledger.halted = in.flag();
        in.list(ChannelLedger::read).forEach(channel -> ledger.channels.put(channel.channel(), channel));
        return ledger;
    }
}

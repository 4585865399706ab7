package uk.tocsin.shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Severity;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.UnknownCause;

/// One decision of a shard's owner: reads the state, changes nothing, and says what to append. Lives for one
/// call.
final class Decider {
    private final Shard shard;
    private final Grace grace;
    private final ShardRecord.Stamp stamp;
    private final List<ShardRecord> records = new ArrayList<>();
    private final List<Long> permits = new ArrayList<>();
    private final IdentityHashMap<WorkQueue, RoaringBitmap> taken = new IdentityHashMap<>();
    private final NoticeDecider notices;

    Decider(Shard shard, long nowMs, Grace grace) {
        this.shard = shard;
        this.grace = grace;
        this.stamp = new ShardRecord.Stamp(shard.epoch(), nowMs);
        this.notices = new NoticeDecider(shard, stamp, this::add);
    }

    private long nowMs() {
        return stamp.timeMs();
    }

    Decision decide(List<? extends Wire> inputs) {
        boolean due = shard.nextDueMs(grace) <= nowMs();
        inputs.forEach(this::take);
        shard.openTries().forEach(this::giveUpOnEarlierOwners);
        notices.giveUpOnEarlierOwners(grace);
        notices.expire();
        for (AlertLedger alert : shard.alerts()) {
            end(alert);
            alert.stepsDue(nowMs()).forEach(step -> plan(alert, step));
        }
        for (Wire input : inputs) {
            if (input instanceof Wire.Permit permit) {
                switch (permit.share()) {
                    case ALERTS -> use(permit);
                    case NOTICES -> notices.use(permit);
                }
            }
        }
        if (records.isEmpty() && due) {
            add(new ShardRecord.Tick(stamp), 0);
        }
        return new Decision(records, permits);
    }

    private void add(ShardRecord record, long permit) {
        records.add(record);
        permits.add(permit);
    }

    private void take(Wire input) {
        switch (input) {
            case Wire.Ended ended -> {
                if (!notices.ended(ended)) {
                    add(
                            new ShardRecord.Outcome(
                                    stamp, ended.tryNumber(), ended.indexes(), ended.codes(), ended.providerIds()),
                            0);
                }
            }
            case Wire.Decided decided ->
                add(new ShardRecord.Resolved(stamp, decided.tryNumber(), decided.verdict(), decided.slots()), 0);
            case Wire.Acts acts -> follow(acts);
            case Wire.Permit _ -> {
                // used last: after everything that may forbid sending
            }
        }
    }

    private void follow(Wire.Acts acts) {
        if (acts.controlPosition() > shard.controlPosition() && !acts.effects().isEmpty()) {
            add(new ShardRecord.Followed(stamp, acts.controlPosition(), List.copyOf(acts.effects())), 0);
        }
    }

    private void giveUpOnEarlierOwners(long number, OpenTry open) {
        if (open.epoch() != shard.epoch() && shard.unknownFromMs(open, grace) <= nowMs()) {
            int[] indexes = open.openIndexes();
            short[] codes = new short[indexes.length];
            Arrays.fill(codes, OutcomeCode.unknown(UnknownCause.CRASH));
            add(new ShardRecord.Outcome(stamp, number, indexes, codes, List.of()), 0);
        }
    }

    // ---- the end of an alert

    /// Whether something of an alert is to be ended.
    static boolean endable(AlertLedger alert, long nowMs) {
        for (int step = 0; step < alert.dispatch().plan().steps().size(); step++) {
            if (!endable(alert, step, nowMs).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static RoaringBitmap endable(AlertLedger alert, int step, long nowMs) {
        ChannelLedger ledger = alert.existing(alert.channelOf(step));
        boolean ends = alert.over(nowMs) || alert.stopped(step);
        return ledger == null || !ends ? new RoaringBitmap() : ledger.endable(step);
    }

    private void end(AlertLedger alert) {
        boolean expired = alert.over(nowMs()) && !alert.withdrawn();
        ShardRecord.End end = expired ? ShardRecord.End.EXPIRED : ShardRecord.End.WITHDRAWN;
        for (int step = 0; step < alert.dispatch().plan().steps().size(); step++) {
            RoaringBitmap slots = endable(alert, step, nowMs());
            if (!slots.isEmpty()) {
                add(new ShardRecord.Ended(stamp, alert.number(), step, end, slots), 0);
            }
        }
    }

    // ---- the plan

    private void plan(AlertLedger alert, int step) {
        ChannelKind channel = alert.channelOf(step);
        ChannelLedger ledger = alert.existing(channel);
        RoaringBitmap meant = Recipients.of(shard, alert, alert.step(step));
        RoaringBitmap candidates = shard.directory().having(channel, ledger == null ? meant : ledger.unplanned(meant));
        Effect.Dispatch dispatch = alert.dispatch();
        RoaringBitmap unusable = candidates.clone();
        for (int endpoint = 0; endpoint < Endpoint.MAX; endpoint++) {
            unusable.andNot(shard.directory().usable(channel, endpoint, unusable));
        }
        RoaringBitmap refusing = new RoaringBitmap();
        if (dispatch.relation() == Relation.ORIGINAL || dispatch.relation() == Relation.RESEND) {
            refusing.or(shard.directory().wishes().refusing(dispatch.severity(), candidates));
            refusing.andNot(unusable);
        }
        RoaringBitmap reachable = RoaringBitmap.andNot(candidates, unusable);
        reachable.andNot(refusing);
        quiet(alert, reachable).forEach((_, slots) -> reachable.andNot(slots));
        List<ShardRecord.Group> groups =
                Waves.groups(candidates, reachable, dispatch.incidentCell(), shard.directory());
        add(new ShardRecord.Planned(stamp, alert.number(), step, groups), 0);
        suppress(alert, step, SuppressionReason.ENDPOINT_SUPPRESSED, unusable);
        suppress(alert, step, SuppressionReason.PREFERENCE, refusing);
    }

    private void suppress(AlertLedger alert, int step, SuppressionReason reason, RoaringBitmap slots) {
        if (!slots.isEmpty()) {
            add(new ShardRecord.Suppressed(stamp, alert.number(), step, reason, slots), 0);
        }
    }

    // ---- permits

    private record Candidate(int key, AlertLedger alert, ChannelLedger ledger, WorkQueue.Ready ready) {}

    private void use(Wire.Permit permit) {
        int left = permit.count();
        for (Candidate candidate : candidates(permit)) {
            if (left <= 0) {
                return;
            }
            left -= attempt(candidate, left, permit);
        }
    }

    private List<Candidate> candidates(Wire.Permit permit) {
        List<Candidate> found = new ArrayList<>();
        for (AlertLedger alert : shard.alerts()) {
            ChannelLedger ledger = alert.existing(permit.channel());
            if (ledger == null || !shard.sendsAt(alert, nowMs())) {
                continue;
            }
            for (WorkQueue.Ready ready : ledger.work().inOrder()) {
                if (!alert.stopped(ready.step())) {
                    found.add(new Candidate(Shard.key(alert, ready), alert, ledger, ready));
                }
            }
        }
        found.sort(Comparator.comparingInt(Candidate::key));
        return found;
    }

    private int attempt(Candidate candidate, int limit, Wire.Permit permit) {
        ChannelLedger ledger = candidate.ledger();
        RoaringBitmap used = taken.computeIfAbsent(ledger.work(), _ -> new RoaringBitmap());
        RoaringBitmap sendable = shard.sendable(candidate.alert(), ledger.channel(), candidate.ready());
        RoaringBitmap free = RoaringBitmap.andNot(sendable, used);
        leaveReached(candidate, free, used);
        leaveAnswered(candidate, limit, free, used);
        holdQuiet(candidate, free, used);
        RoaringBitmap chosen = WorkQueue.take(free, limit);
        used.or(chosen);
        int count = chosen.getCardinality();
        int number = candidate.alert().number();
        int step = candidate.ready().step();
        for (int endpoint = 0; endpoint < Endpoint.MAX && !chosen.isEmpty(); endpoint++) {
            RoaringBitmap mine = ledger.takeForEndpoint(endpoint, chosen, shard.directory());
            if (!mine.isEmpty()) {
                add(
                        new ShardRecord.Attempted(stamp, number, step, endpoint, permit.wallMs(), mine.toArray()),
                        permit.id());
            }
        }
        suppress(candidate.alert(), step, SuppressionReason.NO_ENDPOINT, chosen);
        return count;
    }

    /// Who has quiet hours now waits for their end.
    private void holdQuiet(Candidate candidate, RoaringBitmap free, RoaringBitmap used) {
        AlertLedger alert = candidate.alert();
        quiet(alert, free).forEach((releaseMs, slots) -> {
            add(new ShardRecord.Held(stamp, alert.number(), candidate.ready().step(), releaseMs, slots), 0);
            used.or(slots);
            free.andNot(slots);
        });
    }

    /// Those of `slots` who have quiet hours now, by their end; an extreme alert comes through.
    private Map<Long, RoaringBitmap> quiet(AlertLedger alert, RoaringBitmap slots) {
        Map<Long, RoaringBitmap> found = new TreeMap<>();
        if (alert.dispatch().severity() == Severity.EXTREME || slots.isEmpty()) {
            return found;
        }
        Instant now = Instant.ofEpochMilli(nowMs());
        for (QuietHours hours : QuietHours.values()) {
            hours.endingAfter(now).ifPresent(end -> {
                RoaringBitmap quiet = shard.directory().wishes().quiet(hours, slots);
                if (!quiet.isEmpty()) {
                    found.merge(end.toEpochMilli(), quiet, (a, b) -> RoaringBitmap.or(a, b));
                }
            });
        }
        return found;
    }

    /// Who waited for their turn while somebody answered for their premises needs no message any more. Looks
    /// at the next `limit` only, and at those after them who take their place.
    private void leaveAnswered(Candidate candidate, int limit, RoaringBitmap free, RoaringBitmap used) {
        AlertLedger alert = candidate.alert();
        int step = candidate.ready().step();
        if (alert.step(step).condition() == Condition.ALWAYS) {
            return;
        }
        RoaringBitmap answered = new RoaringBitmap();
        RoaringBitmap next = WorkQueue.take(free, limit);
        for (RoaringBitmap those = answered(alert, step, next); !those.isEmpty(); those = answered(alert, step, next)) {
            answered.or(those);
            free.andNot(those);
            next = WorkQueue.take(free, limit);
        }
        suppress(alert, step, SuppressionReason.ANSWERED, answered);
        used.or(answered);
    }

    private RoaringBitmap answered(AlertLedger alert, int step, RoaringBitmap slots) {
        return Recipients.answeredBefore(shard, alert, alert.step(step), slots);
    }

    /// Whom the repeated alert has reached since the resend was planned needs no resend.
    private void leaveReached(Candidate candidate, RoaringBitmap free, RoaringBitmap used) {
        if (candidate.alert().dispatch().relation() == Relation.RESEND) {
            RoaringBitmap reached = RoaringBitmap.and(free, shard.reachedBefore(candidate.alert()));
            suppress(candidate.alert(), candidate.ready().step(), SuppressionReason.REACHED, reached);
            used.or(reached);
            free.andNot(reached);
        }
    }
}

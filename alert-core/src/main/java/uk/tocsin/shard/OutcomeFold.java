package uk.tocsin.shard;

import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.SuppressionReason;

/// Applies the outcomes of a try: groups the requests by what became of them, then tells the ledger once for
/// each group.
final class OutcomeFold {
    private static final Suppressions.Why DEAD = new Suppressions.Why(SuppressionCause.DEAD, Suppressions.FOR_GOOD);

    private OutcomeFold() {}

    static Applied fold(Shard shard, ShardRecord.Outcome outcome) {
        OpenTry open = shard.openTries().get(outcome.tryNumber());
        if (open == null) {
            return new Applied.Ignored(Applied.Why.UNKNOWN_TRY);
        }
        RoaringBitmap unresolved = new RoaringBitmap();
        byCode(open, outcome).forEach((code, slots) -> unresolved.or(tell(shard, open, outcome, code, slots)));
        if (open.complete()) {
            shard.openTries().remove(outcome.tryNumber());
        }
        keep(shard, open, outcome.tryNumber(), unresolved);
        return Applied.DONE;
    }

    private static Map<Short, RoaringBitmap> byCode(OpenTry open, ShardRecord.Outcome outcome) {
        Map<Short, RoaringBitmap> groups = new TreeMap<>();
        for (int i = 0; i < outcome.indexes().length; i++) {
            int index = outcome.indexes()[i];
            if (index >= 0 && index < open.slots().length && !open.ended().get(index)) {
                open.ended().set(index);
                groups.computeIfAbsent(outcome.codes()[i], _ -> new RoaringBitmap())
                        .add(open.slots()[index]);
            }
        }
        return groups;
    }

    /// Tells the ledger about one group; returns what has to be resolved.
    private static RoaringBitmap tell(
            Shard shard, OpenTry open, ShardRecord.Outcome outcome, short code, RoaringBitmap slots) {
        ChannelLedger ledger = shard.ledger(open.alert(), open.step());
        Directory directory = shard.directory();
        long nowMs = shard.timeMs();
        switch (OutcomeCode.which(code)) {
            case OutcomeCode.ACCEPTED -> ledger.accepted(open.endpoint(), slots, nowMs, directory);
            case OutcomeCode.REFUSED -> {
                FailureReason reason = OutcomeCode.reason(code);
                if (reason.addressIsDead()) {
                    slots.forEach((int slot) -> directory.suppressions().add(slot, open.endpoint(), DEAD));
                }
                ledger.refused(open.endpoint(), reason, slots, nowMs, directory);
            }
            case OutcomeCode.THROTTLED -> ledger.notSent(slots, false, outcome.tryNumber(), nowMs, directory);
            case OutcomeCode.NOT_SENT ->
                ledger.notSent(slots, OutcomeCode.countsAsTry(code), outcome.tryNumber(), nowMs, directory);
            case OutcomeCode.UNKNOWN -> {
                return ledger.unknown(open.endpoint(), slots, outcome.tryNumber(), nowMs, directory);
            }
            case OutcomeCode.SUPPRESSED -> {
                SuppressionReason reason = OutcomeCode.suppression(code);
                if (ofTheEndpoint(reason)) {
                    ledger.notSent(slots, true, outcome.tryNumber(), nowMs, directory);
                } else {
                    ledger.forbidden(reason, slots, directory);
                }
            }
            default -> throw new IllegalStateException("outcome code " + code + " is unknown");
        }
        return new RoaringBitmap();
    }

    /// An endpoint that the register has no more says nothing about the others. What the shard knows of it
    /// follows in the journal; until then the delivery waits.
    private static boolean ofTheEndpoint(SuppressionReason reason) {
        return switch (reason) {
            case ENDPOINT_SUPPRESSED, NO_ENDPOINT -> true;
            case NO_CONSENT, ERASED, TIER_REVOKED, NO_VARIANT, REACHED, PREFERENCE, ANSWERED, SUSPENDED -> false;
        };
    }

    private static void keep(Shard shard, OpenTry open, long tryNumber, RoaringBitmap unresolved) {
        if (unresolved.isEmpty()) {
            return;
        }
        ChannelKind channel = shard.alert(open.alert()).channelOf(open.step());
        if (!RetryPolicy.repeatsUnknown(channel)) {
            RoaringBitmap all = unresolved.clone();
            for (UnknownTry before : shard.unknownTries()) {
                if (before.tryNumber() == tryNumber) {
                    all.or(before.slots());
                }
            }
            shard.leaveUnknown(
                    new UnknownTry(tryNumber, open.alert(), open.step(), open.endpoint(), open.permitMs(), all));
        }
    }
}

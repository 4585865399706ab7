package uk.tocsin.shard;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Step;

/// Who receives a dispatched alert: its audience, and of it those whom a step is for.
final class Recipients {
    private Recipients() {}

    /// Whom a dispatch means: a fresh bitmap.
    static RoaringBitmap audience(Effect.Dispatch dispatch, SegmentView view, AudienceSelector audiences) {
        RoaringBitmap slots = audiences.select(dispatch.audience(), view);
        view.leaveOnlyMeant(slots, dispatch.lowestTier(), dispatch.mode());
        return slots;
    }

    /// Who is to have a delivery by a step that is due, by the alert's relation to those before it in its
    /// line: a fresh bitmap. A resend leaves out those whom the alert it repeats may still reach on the
    /// channel by itself: they would get it twice.
    static RoaringBitmap of(Shard shard, AlertLedger alert, Step step) {
        ChannelKind channel = step.channel();
        return switch (alert.dispatch().relation()) {
            case ORIGINAL -> wanting(shard, alert, step, alert.audience().clone());
            case UPDATE ->
                RoaringBitmap.or(
                        owed(shard, alert, channel),
                        wanting(shard, alert, step, alert.audience().clone()));
            case CANCEL -> owed(shard, alert, channel);
            case RESEND -> {
                RoaringBitmap unreached = RoaringBitmap.andNot(alert.audience(), shard.reachedBefore(alert));
                shard.line(alert, channel).forEach(before -> unreached.andNot(before.busy()));
                yield wanting(shard, alert, step, unreached);
            }
        };
    }

    /// Those of `slots` whom a step is for and whose turn has not ended by an answer.
    private static RoaringBitmap wanting(Shard shard, AlertLedger alert, Step step, RoaringBitmap slots) {
        if (!step.among().equals(Audience.everyone())) {
            slots.and(shard.audiences().select(step.among(), alert.segments()));
        }
        if (step.condition() == Condition.UNACKNOWLEDGED) {
            slots.andNot(answered(shard, alert, slots));
        }
        return slots;
    }

    /// Those of `slots` whom a step must not reach any more, because somebody has answered for them. Who is
    /// owed what changes an alert that they received gets it whatever has happened. A fresh bitmap.
    static RoaringBitmap answeredBefore(Shard shard, AlertLedger alert, Step step, RoaringBitmap slots) {
        if (step.condition() == Condition.ALWAYS || slots.isEmpty()) {
            return new RoaringBitmap();
        }
        RoaringBitmap answered = answered(shard, alert, slots);
        answered.andNot(owed(shard, alert, step.channel()));
        return answered;
    }

    /// An answer to an alert also counts for its resends: they are the same text.
    private static RoaringBitmap answered(Shard shard, AlertLedger alert, RoaringBitmap slots) {
        RoaringBitmap answered = alert.answers().among(slots, shard.directory());
        if (alert.dispatch().relation() == Relation.RESEND) {
            for (AlertLedger before : shard.line(alert)) {
                answered.or(before.answers().among(slots, shard.directory()));
            }
        }
        return answered;
    }

    /// Whom a change must reach on a channel: everybody there whom its line was attempted to. Nobody else's
    /// alert owes anything. A fresh bitmap.
    private static RoaringBitmap owed(Shard shard, AlertLedger alert, ChannelKind channel) {
        RoaringBitmap attempted = new RoaringBitmap();
        switch (alert.dispatch().relation()) {
            case UPDATE, CANCEL -> shard.line(alert, channel).forEach(before -> attempted.or(before.attempted()));
            case ORIGINAL, RESEND -> {
                // they owe nobody what changes nothing
            }
        }
        return attempted;
    }
}

package uk.tocsin.shard;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;

/// Who receives a dispatched alert on a channel, by its relation to those before it in its line.
final class Recipients {
    private Recipients() {}

    /// A fresh bitmap of the slots that are to have a delivery on the channel. A resend leaves out those whom
    /// the alert it repeats may still reach there by itself: they would get it twice.
    static RoaringBitmap of(Shard shard, AlertLedger alert, ChannelKind channel) {
        RoaringBitmap attempted = new RoaringBitmap();
        shard.line(alert, channel).forEach(before -> attempted.or(before.attempted()));
        return switch (alert.dispatch().relation()) {
            case ORIGINAL -> alert.audience().clone();
            case UPDATE -> RoaringBitmap.or(alert.audience(), attempted);
            case CANCEL -> attempted;
            case RESEND -> {
                RoaringBitmap unreached = RoaringBitmap.andNot(alert.audience(), shard.reachedBefore(alert));
                shard.line(alert, channel).forEach(before -> unreached.andNot(before.busy()));
                yield unreached;
            }
        };
    }
}

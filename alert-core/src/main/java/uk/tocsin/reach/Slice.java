package uk.tocsin.reach;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.LedgerView;

/// The part of one shard's view that a report is about.
///
/// @param mask the slots it is about; null for all of them
record Slice(LedgerView view, @Nullable RoaringBitmap mask) {
    boolean has(ChannelKind channel) {
        return view.channels().contains(channel);
    }

    long size(RoaringBitmap slots) {
        return mask == null ? slots.getLongCardinality() : RoaringBitmap.andCardinality(slots, mask);
    }

    /// Those of `slots` in the slice; shared, not to be changed.
    RoaringBitmap cut(RoaringBitmap slots) {
        return mask == null ? slots : RoaringBitmap.and(slots, mask);
    }
}

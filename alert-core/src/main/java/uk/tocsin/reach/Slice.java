package uk.tocsin.reach;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
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

    /// Persons of the slice with a delivery in a state on any channel: a fresh bitmap.
    RoaringBitmap inState(DeliveryState state) {
        return anyChannel(channel -> view.state(channel, state));
    }

    /// Persons of the slice with a delivery on any channel: a fresh bitmap.
    RoaringBitmap planned() {
        return anyChannel(view::planned);
    }

    private RoaringBitmap anyChannel(Function<ChannelKind, RoaringBitmap> of) {
        RoaringBitmap found = new RoaringBitmap();
        for (ChannelKind channel : view.channels()) {
            RoaringBitmap here = of.apply(channel);
            found.or(mask == null ? here : RoaringBitmap.and(here, mask));
        }
        return found;
    }
}

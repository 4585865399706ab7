package uk.tocsin.shard;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Requests of a try that nobody knows about and that may not be repeated: to be resolved from the provider's
/// own list.
///
/// @param permitMs when the try's permit was granted, in milliseconds since the epoch
/// @param slots what is unresolved
public record UnknownTry(long tryNumber, int alert, int step, int endpoint, long permitMs, RoaringBitmap slots) {
    UnknownTry without(RoaringBitmap resolved) {
        RoaringBitmap left = RoaringBitmap.andNot(slots, resolved);
        return new UnknownTry(tryNumber, alert, step, endpoint, permitMs, left);
    }

    void write(Out out) {
        out.count(tryNumber).count(alert).u8(step).u8(endpoint).signed(permitMs).bitmap(slots);
    }

    static UnknownTry read(In in) {
        return new UnknownTry(in.count(), in.size(), in.u8(), in.u8(), in.signed(), in.bitmap());
    }
}

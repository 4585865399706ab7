package uk.tocsin.shard;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;

/// A channel's deliveries at one moment; immutable. The states are told apart on the reader's thread.
///
/// @param marks slots that may be in a state; where two overlap, the higher rank has them
record ChannelView(
        RoaringBitmap planned,
        Map<DeliveryState, RoaringBitmap> marks,
        Map<Evidence, RoaringBitmap[]> ages,
        Map<FailureReason, RoaringBitmap> failures,
        Map<Evidence, OptionalLong> firsts) {

    static ChannelView of(
            RoaringBitmap planned, EvidenceBook book, RoaringBitmap failed, Map<DeliveryState, RoaringBitmap> others) {
        EnumMap<DeliveryState, RoaringBitmap> marks = new EnumMap<>(others);
        marks.put(DeliveryState.ACKNOWLEDGED, book.view(Evidence.ACKNOWLEDGED));
        marks.put(DeliveryState.READ, book.view(Evidence.READ));
        marks.put(DeliveryState.DELIVERED, book.view(Evidence.DELIVERED));
        marks.put(DeliveryState.FAILED, failed);
        marks.put(DeliveryState.ACCEPTED, book.view(Evidence.ACCEPTED));
        marks.put(DeliveryState.WAITING, planned);
        EnumMap<Evidence, RoaringBitmap[]> ages = new EnumMap<>(Evidence.class);
        EnumMap<Evidence, OptionalLong> firsts = new EnumMap<>(Evidence.class);
        for (Evidence kind : Evidence.values()) {
            ages.put(kind, book.viewAges(kind));
            firsts.put(kind, book.firstMs(kind));
        }
        return new ChannelView(planned, marks, ages, book.viewReasons(), firsts);
    }

    /// The deliveries of each state, disjoint: fresh bitmaps.
    Map<DeliveryState, RoaringBitmap> states() {
        EnumMap<DeliveryState, RoaringBitmap> states = new EnumMap<>(DeliveryState.class);
        RoaringBitmap rest = planned.clone();
        for (DeliveryState state : DeliveryState.values()) {
            RoaringBitmap mine = RoaringBitmap.and(rest, marks.getOrDefault(state, new RoaringBitmap()));
            rest.andNot(mine);
            states.put(state, mine);
        }
        return states;
    }
}

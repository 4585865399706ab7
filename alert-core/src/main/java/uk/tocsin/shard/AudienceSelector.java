package uk.tocsin.shard;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.Effect;

/// Finds whom a dispatch means among the segments of a shard. Pure: the same dispatch and segments give the
/// same slots, in every node and in every replay of one version.
@FunctionalInterface
public interface AudienceSelector {
    /// The slots whose subscribers are meant: a fresh bitmap.
    RoaringBitmap select(Effect.Dispatch dispatch, SegmentView segments);
}

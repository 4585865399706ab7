package uk.tocsin.shard;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.Audience;

/// Finds whom an audience means among the segments of a shard. Pure: the same audience and segments give the
/// same slots, in every node and in every replay of one version.
@FunctionalInterface
public interface AudienceSelector {
    /// The slots whose subscribers are meant: a fresh bitmap.
    RoaringBitmap select(Audience audience, SegmentView segments);
}

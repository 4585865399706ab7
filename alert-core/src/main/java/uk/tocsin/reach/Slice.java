package uk.tocsin.reach;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.LedgerView;

/// The part of one shard's view that a report is about.
///
/// @param members those whom the alert knows and whom it is about; null for everybody it knows
/// @param visited the members one by one, where they are few
record Slice(LedgerView view, Standing standing, @Nullable RoaringBitmap members, int @Nullable [] visited) {
    /// Below this share of everybody whom the alert knows, visiting the members costs less than intersecting bitmaps
    /// (measured).
    private static final double FEW = 0.2;

    /// Those of a view who are in all of these segments.
    static Slice of(LedgerView view, int... segments) {
        Standing standing = Standing.of(view);
        RoaringBitmap members = null;
        for (int segment : segments) {
            members = RoaringBitmap.and(members == null ? standing.known() : members, view.segment(segment));
        }
        int everybody = standing.known().getCardinality();
        if (members == null || members.getCardinality() == everybody) {
            return new Slice(view, standing, null, null);
        }
        boolean few = members.getCardinality() < FEW * everybody;
        return new Slice(view, standing, members, few ? members.toArray() : null);
    }

    /// How many of `slots`, all of whom the alert knows, are in the slice.
    long size(RoaringBitmap slots) {
        int all = slots.getCardinality();
        if (members == null || all == 0) {
            return all;
        }
        boolean everybody = all == standing.known().getCardinality();
        return everybody ? members.getCardinality() : RoaringBitmap.andCardinality(slots, members);
    }
}

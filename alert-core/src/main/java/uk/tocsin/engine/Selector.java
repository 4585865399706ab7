package uk.tocsin.engine;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.AudienceSelector;

/// Finds a dispatch's audience by the audience language, without those whose tier may read none of its
/// variants.
public final class Selector implements AudienceSelector {
    private final Taxonomy taxonomy;

    /// Selects by this taxonomy.
    public Selector(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    @Override
    public RoaringBitmap select(Effect.Dispatch dispatch, SegmentView segments) {
        RoaringBitmap slots =
                AudienceQuery.compile(dispatch.audience(), taxonomy).select(segments);
        for (Tier tier : Tier.values()) {
            if (!tier.mayRead(dispatch.lowestTier())) {
                slots.andNot(segments.segment(taxonomy.code(Dimension.TIER, tier.word())));
            }
        }
        return slots;
    }
}

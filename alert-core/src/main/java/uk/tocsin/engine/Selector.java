package uk.tocsin.engine;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;
import uk.tocsin.shard.AudienceSelector;

/// Finds an audience by the audience language.
public final class Selector implements AudienceSelector {
    private final Taxonomy taxonomy;

    /// Selects by this taxonomy.
    public Selector(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    @Override
    public RoaringBitmap select(Audience audience, SegmentView segments) {
        return AudienceQuery.compile(audience, taxonomy).select(segments);
    }
}

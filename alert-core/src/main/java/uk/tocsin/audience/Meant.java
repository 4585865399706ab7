package uk.tocsin.audience;

import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Tier;

/// Whom an alert means of those whom its audience matches: nobody whose tier may read none of its variants and, unless
/// it is the real thing, nobody who did not agree to take part. Pure.
public final class Meant {
    /// The code of the taxonomy's tag `exercise-opt-in`; a test holds it to the taxonomy.
    public static final int TAKES_PART = Dimension.TAG.segment(2);

    private Meant() {}

    /// Takes everybody else out of `slots`.
    ///
    /// @param lowest the lowest tier that any variant is meant for
    public static void only(RoaringBitmap slots, SegmentView view, Tier lowest, Mode mode) {
        for (Tier tier : Tier.values()) {
            if (!tier.mayRead(lowest)) {
                slots.andNot(view.segment(Dimension.TIER.segment(tier.code() + 1)));
            }
        }
        if (mode != Mode.ACTUAL) {
            slots.and(view.segment(TAKES_PART));
        }
    }
}

package uk.tocsin.model;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What happened to one alert in one shard, at one moment, as bitmaps over subscriber slots. Immutable; any
/// thread may read it. The bitmaps are shared: nobody may change them.
public interface LedgerView {
    /// The alert's number.
    int alert();

    /// When it was dispatched, in milliseconds since the epoch: ages count from here.
    long dispatchedMs();

    /// The channels on which anything was planned.
    Set<ChannelKind> channels();

    /// Everyone with a delivery on the channel.
    RoaringBitmap planned(ChannelKind channel);

    /// The deliveries in a state. The states of a channel are disjoint and add up to [#planned].
    RoaringBitmap state(ChannelKind channel, DeliveryState state);

    /// Deliveries by the age bucket of their earliest evidence of a kind; see [AgeBuckets].
    RoaringBitmap age(ChannelKind channel, Evidence kind, int bucket);

    /// Deliveries with a failed endpoint, by the lowest reason.
    Map<FailureReason, RoaringBitmap> failures(ChannelKind channel);

    /// Who said what, by the code of the [Response]; a code that nobody chose may be missing.
    Map<Integer, RoaringBitmap> responses();

    /// How often the link of an action was opened, by whomever.
    long opened(int action);

    /// How long after the dispatch the first evidence of a kind came on a channel, in milliseconds.
    OptionalLong firstMs(ChannelKind channel, Evidence kind);

    /// Whom the alert's audience meant in this shard when it was dispatched, whatever channels they have.
    RoaringBitmap audience();

    /// A segment as it was when the alert was dispatched.
    RoaringBitmap segment(int segment);

    /// The slots of the premises that any of these subscribers answers for: a fresh bitmap.
    RoaringBitmap premisesOf(RoaringBitmap slots);

    /// How many premises there are by the highest rank among those of `slots` who answer for them, rank 0 being
    /// nobody's.
    ///
    /// @param ranks by subscriber slot, 0 to `highest`; at least as long as the last of `slots`
    default long[] premisesByRank(RoaringBitmap slots, byte[] ranks, int highest) {
        long[] counts = new long[highest + 1];
        RoaringBitmap seen = new RoaringBitmap();
        for (int rank = highest; rank > 0; rank--) {
            RoaringBitmap those = new RoaringBitmap();
            int wanted = rank;
            slots.forEach((IntConsumer) slot -> {
                if (ranks[slot] == wanted) {
                    those.add(slot);
                }
            });
            long before = seen.getLongCardinality();
            seen.or(premisesOf(those));
            counts[rank] = seen.getLongCardinality() - before;
        }
        return counts;
    }

    /// Who of these subscribers, and perhaps of others, answers for each premises.
    default PeopleByPremises peopleByPremises(RoaringBitmap slots) {
        return PeopleByPremises.of(this, slots);
    }

    /// What a reader works out from this view alone, so that it need not be worked out again while the view is
    /// the same. `how` must give the same for the same view, and be the only one for its `kind`.
    default <T> T derived(Class<T> kind, Function<LedgerView, T> how) {
        return how.apply(this);
    }
}

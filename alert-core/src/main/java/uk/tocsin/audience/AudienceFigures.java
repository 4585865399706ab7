package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Tier;

/// Whom an audience means, by channel and size, and who of it cannot be reached: what an officer looks at while they
/// choose. Exact, in one pass over the segments. Suppressed addresses are no segments: the shards know them. Whoever
/// has withdrawn their consent is in no segment, and so in no audience.
///
/// @param matching everybody whom the audience selects
/// @param tooLow those of them whose tier may read none of the alert's variants
/// @param notTakingPart those of the rest who did not agree to take part in exercises and tests; 0 of the real thing
/// @param byChannels of those whom it means, how many have exactly the channels of an index, a set of bits
///     `1 << channel.code()`; index 0 has none
/// @param bySize of those whom it means, by the taxonomy's sizes in their order, then those of no size
public record AudienceFigures(
        long matching, long tooLow, long notTakingPart, List<Long> byChannels, List<Long> bySize) {
    private static final int SETS = 1 << ChannelKind.values().length;

    public AudienceFigures {
        byChannels = List.copyOf(byChannels);
        bySize = List.copyOf(bySize);
    }

    /// The figures of an audience over the segments of all shards.
    ///
    /// @param lowest the lowest tier that any variant is meant for
    public static AudienceFigures of(
            Audience audience, Tier lowest, Mode mode, Collection<SegmentView> views, Taxonomy taxonomy) {
        Sum sum = new Sum(taxonomy.entries(Dimension.SIZE));
        AudienceQuery query = AudienceQuery.compile(audience, taxonomy);
        for (SegmentView view : views) {
            sum.add(view, query.select(view), lowest, mode);
        }
        return new AudienceFigures(sum.matching, sum.tooLow, sum.away, boxed(sum.channels), boxed(sum.sizes));
    }

    private static List<Long> boxed(long[] counts) {
        List<Long> all = new ArrayList<>();
        for (long count : counts) {
            all.add(count);
        }
        return all;
    }

    /// Everybody whom it means.
    public long meant() {
        return matching - tooLow - notTakingPart;
    }

    /// Those it means who have a channel.
    public long with(ChannelKind channel) {
        long count = 0;
        for (int set = 0; set < SETS; set++) {
            count += has(set, channel) ? byChannels.get(set) : 0;
        }
        return count;
    }

    /// Those it means who have no channel at all.
    public long without() {
        return byChannels.getFirst();
    }

    /// Those it means who have some channel, but none of these.
    public long onlyOther(Collection<ChannelKind> channels) {
        long count = 0;
        for (int set = 1; set < SETS; set++) {
            int mine = set;
            count += channels.stream().noneMatch(channel -> has(mine, channel)) ? byChannels.get(set) : 0;
        }
        return count;
    }

    /// Whether a set of channels, as an index of `byChannels`, holds one.
    public static boolean has(int set, ChannelKind channel) {
        return (set & 1 << channel.code()) != 0;
    }

    /// The figures of the shards so far.
    private static final class Sum {
        private final List<Taxonomy.Entry> bands;
        private final long[] channels = new long[SETS];
        private final long[] sizes;
        private long matching;
        private long tooLow;
        private long away;

        Sum(List<Taxonomy.Entry> bands) {
            this.bands = bands;
            this.sizes = new long[bands.size() + 1];
        }

        /// Takes the slots for its own.
        void add(SegmentView view, RoaringBitmap slots, Tier lowest, Mode mode) {
            long all = slots.getLongCardinality();
            view.leaveOnlyMeant(slots, lowest, Mode.ACTUAL);
            long allowed = slots.getLongCardinality();
            view.leaveOnlyMeant(slots, Tier.PUBLIC, mode);
            long meant = slots.getLongCardinality();
            matching += all;
            tooLow += all - allowed;
            away += allowed - meant;
            split(view, slots, 0, 0);
            long sized = 0;
            for (int i = 0; i < bands.size(); i++) {
                long count = RoaringBitmap.andCardinality(
                        slots, view.segment(bands.get(i).segment()));
                sizes[i] += count;
                sized += count;
            }
            sizes[bands.size()] += meant - sized;
        }

        private void split(SegmentView view, RoaringBitmap slots, int code, int set) {
            if (code == ChannelKind.values().length) {
                channels[set] += slots.getLongCardinality();
                return;
            }
            RoaringBitmap holders = view.segment(Dimension.HAS.segment(code + 1));
            split(view, RoaringBitmap.andNot(slots, holders), code + 1, set);
            split(view, RoaringBitmap.and(slots, holders), code + 1, set | 1 << code);
        }
    }
}

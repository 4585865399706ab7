package uk.tocsin.console.pages.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.registry.RegistryPage.Row;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Tier;

/// What the register comes to: sums of bitmaps over the shards. Pure functions.
///
/// @param everyone who agrees and can be reached
record Totals(long everyone, List<Row> tiers, List<Row> channels, List<Row> regions) {
    static Totals of(List<SegmentView> shards, Taxonomy taxonomy) {
        List<Row> tiers = Arrays.stream(Tier.values())
                .map(tier -> new Row(Text.tier(tier), sum(shards, view -> inTier(view, tier, taxonomy))))
                .toList();
        List<Row> channels = Arrays.stream(ChannelKind.values())
                .map(channel ->
                        new Row(Text.channelTitle(channel), in(shards, taxonomy.code(Dimension.HAS, channel.word()))))
                .toList();
        List<Row> regions = new ArrayList<>();
        taxonomy.entries(Dimension.REGION)
                .forEach(region -> regions.add(new Row(region.english(), in(shards, region.segment()))));
        return new Totals(sum(shards, view -> view.everyone().getLongCardinality()), tiers, channels, regions);
    }

    private static long in(List<SegmentView> shards, int segment) {
        return sum(shards, view -> view.segment(segment).getLongCardinality());
    }

    /// Those whose highest tier it is.
    private static long inTier(SegmentView view, Tier tier, Taxonomy taxonomy) {
        RoaringBitmap higher = RoaringBitmap.or(Arrays.stream(Tier.values())
                .filter(each -> each != tier && each.mayRead(tier))
                .map(each -> view.segment(taxonomy.code(Dimension.TIER, each.word())))
                .iterator());
        RoaringBitmap mine =
                tier == Tier.PUBLIC ? view.everyone() : view.segment(taxonomy.code(Dimension.TIER, tier.word()));
        return RoaringBitmap.andNotCardinality(mine, higher);
    }

    private static long sum(List<SegmentView> shards, ToLongFunction<SegmentView> count) {
        return shards.stream().mapToLong(count).sum();
    }
}

package uk.tocsin.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;

/// Whom an alert would reach if it were dispatched now, step by step: what two people look at before they agree.
/// Counts only; whoever an earlier step serves on the same channel is not counted again.
///
/// @param meant everybody whom it means
/// @param unreachable those of them who have none of the plan's channels
/// @param steps by step of the plan, how many it would serve; a step that waits for what happens serves at most so
///     many
public record Forecast(long meant, long unreachable, List<Long> steps) {
    public Forecast {
        steps = List.copyOf(steps);
    }

    /// The forecast of an alert over the segments of all shards.
    static Forecast of(Alert alert, List<SegmentView> shards, Taxonomy taxonomy) {
        List<Step> steps = alert.plan().steps();
        long[] counts = new long[steps.size()];
        long meant = 0;
        long unreachable = 0;
        AudienceQuery audience = AudienceQuery.compile(alert.audience(), taxonomy);
        Tier lowest = lowest(alert);
        List<AudienceQuery> among = new ArrayList<>();
        steps.forEach(step -> among.add(AudienceQuery.compile(step.among(), taxonomy)));
        for (SegmentView view : shards) {
            RoaringBitmap slots = audience.select(view);
            view.leaveOnlyMeant(slots, lowest, alert.mode());
            meant += slots.getLongCardinality();
            RoaringBitmap without = slots.clone();
            Map<ChannelKind, RoaringBitmap> served = new EnumMap<>(ChannelKind.class);
            for (int i = 0; i < counts.length; i++) {
                ChannelKind channel = steps.get(i).channel();
                RoaringBitmap mine = among.get(i).select(view);
                mine.and(slots);
                mine.and(view.segment(Dimension.HAS.segment(channel.code() + 1)));
                mine.andNot(served.computeIfAbsent(channel, _ -> new RoaringBitmap()));
                counts[i] += mine.getLongCardinality();
                served.get(channel).or(mine);
                without.andNot(view.segment(Dimension.HAS.segment(channel.code() + 1)));
            }
            unreachable += without.getLongCardinality();
        }
        List<Long> all = new ArrayList<>();
        for (long count : counts) {
            all.add(count);
        }
        return new Forecast(meant, unreachable, all);
    }

    /// How many premises those answer for whom an alert means.
    ///
    /// @param answering by shard, which premises subscribers answer for
    static long premises(
            Alert alert, List<SegmentView> shards, List<UnaryOperator<RoaringBitmap>> answering, Taxonomy taxonomy) {
        AudienceQuery audience = AudienceQuery.compile(alert.audience(), taxonomy);
        Tier lowest = lowest(alert);
        long premises = 0;
        for (int shard = 0; shard < shards.size(); shard++) {
            RoaringBitmap slots = audience.select(shards.get(shard));
            shards.get(shard).leaveOnlyMeant(slots, lowest, alert.mode());
            premises += answering.get(shard).apply(slots).getLongCardinality();
        }
        return premises;
    }

    /// The lowest tier that any of its texts is for.
    static Tier lowest(Alert alert) {
        return alert.variants().stream().map(Variant::tier).min(Tier::compareTo).orElse(Tier.PUBLIC);
    }
}

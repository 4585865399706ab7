package uk.tocsin.reach;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LedgerView;

/// How far an alert came with each person of one shard, whatever the channel: what every slice of it needs, worked
/// out once for a view. Immutable.
final class Standing {
    /// The states of persons, best first: acknowledged, read, reached, accepted.
    private static final List<DeliveryState> STATES =
            List.of(DeliveryState.ACKNOWLEDGED, DeliveryState.READ, DeliveryState.DELIVERED, DeliveryState.ACCEPTED);

    /// The places of the stages: those of [#STATES], then everybody with a delivery, then everybody meant.
    static final int PLANNED = 4;

    static final int MEANT = 5;
    static final int COUNT = 6;

    /// By stage, each holding those before it; without that of the meant.
    private final List<RoaringBitmap> stages = new ArrayList<>();
    private final RoaringBitmap known;
    private final RoaringBitmap meant;
    private final boolean meantHoldsPlanned;
    /// By slot, [#COUNT] less the first stage that the person is in; 0 for nobody.
    private final byte[] ranks;
    private final Map<Evidence, RoaringBitmap[]> firsts = new EnumMap<>(Evidence.class);
    private final long[] premisesOfAll;

    private Standing(LedgerView view) {
        RoaringBitmap soFar = new RoaringBitmap();
        for (DeliveryState state : STATES) {
            view.channels().forEach(channel -> soFar.or(view.state(channel, state)));
            stages.add(soFar.clone());
        }
        view.channels().forEach(channel -> soFar.or(view.planned(channel)));
        stages.add(soFar.clone());
        meant = view.audience();
        meantHoldsPlanned = meant.contains(soFar);
        soFar.or(meant);
        known = soFar;
        stages.forEach(RoaringBitmap::runOptimize);
        known.runOptimize();
        ranks = ranks();
        firsts.put(Evidence.ACCEPTED, firsts(view, Evidence.ACCEPTED));
        firsts.put(Evidence.DELIVERED, firsts(view, Evidence.DELIVERED));
        premisesOfAll = countPremises(view, known, meant);
    }

    /// That of a view; kept with it.
    static Standing of(LedgerView view) {
        return view.derived(Standing.class, Standing::new);
    }

    private byte[] ranks() {
        byte[] by = new byte[known.isEmpty() ? 0 : known.last() + 1];
        known.forEach((IntConsumer) slot -> by[slot] = COUNT - MEANT);
        for (int stage = PLANNED; stage >= 0; stage--) {
            byte rank = (byte) (COUNT - stage);
            stages.get(stage).forEach((IntConsumer) slot -> by[slot] = rank);
        }
        return by;
    }

    /// Persons by the bucket of their first evidence of a kind on any channel.
    private static RoaringBitmap[] firsts(LedgerView view, Evidence kind) {
        RoaringBitmap[] firsts = new RoaringBitmap[AgeBuckets.COUNT];
        RoaringBitmap seen = new RoaringBitmap();
        for (int bucket = 0; bucket < AgeBuckets.COUNT; bucket++) {
            RoaringBitmap here = new RoaringBitmap();
            for (ChannelKind channel : view.channels()) {
                here.or(view.age(channel, kind, bucket));
            }
            here.andNot(seen);
            seen.or(here);
            firsts[bucket] = here;
        }
        return firsts;
    }

    /// Adds the ages of the first evidence of a kind within a slice.
    void addFirsts(Slice slice, Evidence kind, long[] counts) {
        RoaringBitmap[] buckets = firsts.getOrDefault(kind, new RoaringBitmap[0]);
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            counts[bucket] += slice.size(buckets[bucket]);
        }
    }

    /// Adds a slice's persons and premises by stage, each stage holding those before it.
    void addPeople(Slice slice, long[] persons, long[] premises) {
        for (int stage = 0; stage <= PLANNED; stage++) {
            persons[stage] += slice.size(stages.get(stage));
        }
        persons[MEANT] += slice.size(meant);
        long[] counts =
                slice.mask() == null ? premisesOfAll : countPremises(slice.view(), slice.cut(known), slice.cut(meant));
        for (int stage = 0; stage < COUNT; stage++) {
            premises[stage] += counts[stage];
        }
    }

    private long[] countPremises(LedgerView view, RoaringBitmap among, RoaringBitmap meantAmong) {
        long[] byRank = view.premisesByRank(among, ranks, COUNT);
        long[] counts = new long[COUNT];
        long soFar = 0;
        for (int stage = 0; stage < COUNT; stage++) {
            soFar += byRank[COUNT - stage];
            counts[stage] = soFar;
        }
        if (!meantHoldsPlanned) {
            counts[MEANT] = view.premisesOf(meantAmong).getLongCardinality();
        }
        return counts;
    }
}

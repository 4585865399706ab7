package uk.tocsin.reach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LedgerView;

/// How far an alert came in one shard, on each channel and with each person whatever the channel: what every slice
/// of it needs, worked out once for a view. Whatever a glance at the whole alert does without is worked out when
/// somebody first asks. Any thread.
final class Standing {
    /// The states of persons, best first: acknowledged, read, reached, accepted.
    private static final List<DeliveryState> STATES =
            List.of(DeliveryState.ACKNOWLEDGED, DeliveryState.READ, DeliveryState.DELIVERED, DeliveryState.ACCEPTED);

    /// The stages of a person: the best of [#STATES], else to have a delivery, else to be meant.
    static final int PLANNED = 4;

    static final int MEANT = 5;
    static final int COUNT = 6;
    /// More than any of [#codes].
    static final int CODES = 2 * COUNT + 1;

    private final LedgerView view;
    private final Map<ChannelKind, Once<Table>> channels = new EnumMap<>(ChannelKind.class);
    private final List<RoaringBitmap> stages = new ArrayList<>();
    private final Once<Table> persons = new Once<>(this::tabled);
    private final RoaringBitmap known;
    private final RoaringBitmap meant;
    private final boolean meantHoldsPlanned;
    private final Once<byte[]> ranks = new Once<>(this::ranked);
    private final Once<long[]> premisesOfAll = new Once<>(this::countPremises);

    private Standing(LedgerView view) {
        this.view = view;
        for (ChannelKind channel : view.channels()) {
            channels.put(channel, new Once<>(() -> table(view, channel)));
        }
        RoaringBitmap soFar = new RoaringBitmap();
        for (DeliveryState state : STATES) {
            stages.add(further(view, channel -> view.state(channel, state), soFar));
        }
        stages.add(further(view, view::planned, soFar));
        meant = view.audience();
        meantHoldsPlanned = meant.contains(soFar);
        stages.add(RoaringBitmap.andNot(meant, soFar));
        soFar.or(meant);
        known = soFar;
    }

    /// That of a view; kept with it.
    static Standing of(LedgerView view) {
        return view.derived(Standing.class, Standing::new);
    }

    private static Table table(LedgerView view, ChannelKind channel) {
        return new Table(
                Arrays.stream(DeliveryState.values())
                        .map(state -> view.state(channel, state))
                        .toList(),
                byBucket(bucket -> view.age(channel, Evidence.ACCEPTED, bucket)),
                byBucket(bucket -> view.age(channel, Evidence.DELIVERED, bucket)));
    }

    private static List<RoaringBitmap> byBucket(Function<Integer, RoaringBitmap> slots) {
        return IntStream.range(0, AgeBuckets.COUNT).boxed().map(slots).toList();
    }

    /// Persons by the bucket of their first evidence of a kind on any channel.
    private static List<RoaringBitmap> firsts(LedgerView view, Evidence kind) {
        RoaringBitmap soFar = new RoaringBitmap();
        return byBucket(bucket -> further(view, channel -> view.age(channel, kind, bucket), soFar));
    }

    /// Those of any channel who are not among those so far, and are from now on.
    private static RoaringBitmap further(
            LedgerView view, Function<ChannelKind, RoaringBitmap> slots, RoaringBitmap soFar) {
        RoaringBitmap further = new RoaringBitmap();
        for (ChannelKind channel : view.channels()) {
            further.or(slots.apply(channel));
        }
        further.andNot(soFar);
        soFar.or(further);
        return further;
    }

    private Table tabled() {
        return new Table(stages, firsts(view, Evidence.ACCEPTED), firsts(view, Evidence.DELIVERED));
    }

    /// By slot, [#COUNT] less the person's stage; 0 for nobody.
    private byte[] ranked() {
        byte[] by = new byte[known.isEmpty() ? 0 : known.last() + 1];
        for (int stage = 0; stage < COUNT; stage++) {
            byte rank = (byte) (COUNT - stage);
            stages.get(stage).forEach((IntConsumer) slot -> by[slot] = rank);
        }
        return by;
    }

    /// Everybody meant or with a delivery. Shared: not to be changed.
    RoaringBitmap known() {
        return known;
    }

    /// The deliveries of one of the view's channels, by state.
    Table channel(ChannelKind channel) {
        return Objects.requireNonNull(channels.get(channel), "the view has this channel")
                .get();
    }

    /// The persons, by stage.
    Table persons() {
        return persons.get();
    }

    /// By slot, [#COUNT] less the person's stage, and as much more again for whom the alert did not mean; 0 for
    /// nobody. Not to be changed.
    byte[] codes() {
        if (meantHoldsPlanned) {
            return ranks.get();
        }
        byte[] codes = ranks.get().clone();
        RoaringBitmap.andNot(known, meant).forEach((IntConsumer) slot -> codes[slot] += (byte) COUNT);
        return codes;
    }

    /// Counts these members of the shard by code; who is nobody does not count.
    void countCodes(RoaringBitmap members, long[] byCode) {
        RoaringBitmap asked = meantHoldsPlanned ? members : RoaringBitmap.and(members, meant);
        for (int stage = 0; stage < COUNT; stage++) {
            RoaringBitmap here = stages.get(stage);
            long all = RoaringBitmap.andCardinality(here, members);
            long meantHere = meantHoldsPlanned ? all : RoaringBitmap.andCardinality(here, asked);
            byCode[COUNT - stage] += meantHere;
            byCode[2 * COUNT - stage] += all - meantHere;
        }
    }

    /// From how many have each of the [#codes], how many are in each stage or in one before it.
    static long[] stages(long[] byCode) {
        long[] counts = new long[COUNT];
        long soFar = 0;
        for (int stage = 0; stage < COUNT; stage++) {
            long here = byCode[COUNT - stage];
            counts[MEANT] += here;
            soFar += here + byCode[2 * COUNT - stage];
            counts[stage] = stage == MEANT ? counts[MEANT] : soFar;
        }
        return counts;
    }

    /// The persons in each stage or in one before it.
    long[] everybody() {
        long[] counts = new long[COUNT];
        long soFar = 0;
        for (int stage = 0; stage < COUNT; stage++) {
            soFar += stages.get(stage).getCardinality();
            counts[stage] = soFar;
        }
        counts[MEANT] = meant.getCardinality();
        return counts;
    }

    /// By slot, [#COUNT] less the person's stage; 0 for nobody. Not to be changed.
    byte[] ranks() {
        return ranks.get();
    }

    /// Those whom the alert meant. Shared: not to be changed.
    RoaringBitmap meant() {
        return meant;
    }

    /// Whether it meant everybody who has a delivery.
    boolean meantHoldsPlanned() {
        return meantHoldsPlanned;
    }

    /// From how many have each rank, how many are in each stage or in one before it.
    static long[] stagesOfRanks(long[] byRank) {
        long[] counts = new long[COUNT];
        long soFar = 0;
        for (int stage = 0; stage < COUNT; stage++) {
            soFar += byRank[COUNT - stage];
            counts[stage] = soFar;
        }
        return counts;
    }

    /// How many of a slice the alert meant.
    long meant(Slice slice) {
        return slice.size(meant);
    }

    /// The premises of a slice by stage, each stage holding those before it.
    long[] premises(Slice slice) {
        RoaringBitmap members = slice.members();
        return members == null
                ? premisesOfAll.get()
                : countPremises(members, meantHoldsPlanned ? members : RoaringBitmap.and(meant, members));
    }

    private long[] countPremises() {
        return countPremises(known, meant);
    }

    private long[] countPremises(RoaringBitmap among, RoaringBitmap meantAmong) {
        long[] counts = stagesOfRanks(view.premisesByRank(among, ranks.get(), COUNT));
        if (!meantHoldsPlanned) {
            counts[MEANT] = view.premisesOf(meantAmong).getLongCardinality();
        }
        return counts;
    }
}

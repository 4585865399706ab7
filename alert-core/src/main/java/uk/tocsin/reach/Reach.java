package uk.tocsin.reach;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;

/// The reach of one alert, over the views of all shards. Pure: works on the caller's thread. What it works out
/// of a whole view is kept with the view, so that further slices of it cost less.
public final class Reach {
    private Reach() {}

    /// How many deliveries of a channel are in each state. `planned` is their sum, which is asserted.
    ///
    /// @param failures deliveries with a failed endpoint, by reason
    /// @param accepted ages of the provider's acceptance
    /// @param delivered ages of the arrival
    public record Funnel(
            long planned,
            Map<DeliveryState, Long> states,
            Map<FailureReason, Long> failures,
            Percentiles accepted,
            Percentiles delivered) {}

    /// How many persons and premises an alert meant, attempted, reached. Reached is delivered or better on any
    /// channel; accepted is what a provider took at least.
    public record People(long audience, long planned, long accepted, long reached, long read, long acknowledged) {
        /// From how many are in each stage or in one before it, see [Standing]; in the last are those who were meant.
        static People of(long[] n) {
            return new People(n[Standing.MEANT], n[Standing.PLANNED], n[3], n[2], n[1], n[0]);
        }
    }

    /// Everything about one alert or one slice of it.
    ///
    /// @param responses how many persons said what, by the code of the [uk.tocsin.model.Response]
    public record Report(
            Map<ChannelKind, Funnel> channels,
            People persons,
            People premises,
            SortedMap<Integer, Long> responses,
            Percentiles anyAccepted,
            Percentiles anyDelivered) {

        /// Whether this share, in percent, of the premises that were meant has acknowledged; of the persons
        /// where nobody who was meant answers for premises. Nobody is no share of nobody.
        public boolean acknowledgedBy(int percent) {
            People asked = premises.audience() == 0 ? persons : premises;
            return asked.audience() > 0 && 100 * asked.acknowledged() >= percent * asked.audience();
        }
    }

    /// How long after the dispatch a provider took the first message, in milliseconds; empty while none has.
    public static OptionalLong firstWordMs(Collection<? extends LedgerView> shards) {
        return shards.stream()
                .flatMap(shard -> shard.channels().stream().map(channel -> shard.firstMs(channel, Evidence.ACCEPTED)))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /// How often the link of an action was opened.
    public static long opened(Collection<? extends LedgerView> shards, int action) {
        return shards.stream().mapToLong(shard -> shard.opened(action)).sum();
    }

    /// The persons of the whole alert, as its report has them, at a small part of what that costs.
    public static People persons(Collection<? extends LedgerView> shards) {
        long[] stages = new long[Standing.COUNT];
        for (LedgerView shard : shards) {
            long[] ofShard = Standing.of(shard).everybody();
            for (int stage = 0; stage < stages.length; stage++) {
                stages[stage] += ofShard[stage];
            }
        }
        return People.of(stages);
    }

    /// How many deliveries are in a state, over all channels.
    public static long deliveries(Collection<? extends LedgerView> shards, DeliveryState state) {
        return shards.stream()
                .flatMap(shard -> shard.channels().stream().map(channel -> shard.state(channel, state)))
                .mapToLong(RoaringBitmap::getLongCardinality)
                .sum();
    }

    /// The deliveries of a channel by state, among those in a segment; their sum are those planned.
    public static Map<DeliveryState, Long> states(
            Collection<? extends LedgerView> shards, ChannelKind channel, int segment) {
        Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
        for (LedgerView shard : shards) {
            RoaringBitmap members = shard.segment(segment);
            for (DeliveryState state : DeliveryState.values()) {
                long size = RoaringBitmap.andCardinality(shard.state(channel, state), members);
                states.merge(state, size, Long::sum);
            }
        }
        return states;
    }

    /// The slice of an alert that is in all of these segments; none is the whole alert.
    public static Report of(Collection<? extends LedgerView> shards, int... segments) {
        Tally tally = new Tally();
        for (LedgerView shard : shards) {
            tally.add(Slice.of(shard, segments));
        }
        return tally.report();
    }
}

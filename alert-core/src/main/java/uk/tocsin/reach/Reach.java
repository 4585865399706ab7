package uk.tocsin.reach;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;

/// The reach of one alert, over the views of all shards. Pure: works on the caller's thread. What it works out of a
/// whole view is kept with the view, so that further slices of it cost less.
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
    public record People(long audience, long planned, long accepted, long reached, long read, long acknowledged) {}

    /// Everything about one alert or one slice of it.
    public record Report(
            Map<ChannelKind, Funnel> channels,
            People persons,
            People premises,
            Percentiles anyAccepted,
            Percentiles anyDelivered) {}

    /// The slice of an alert that is in all of these segments; none is the whole alert.
    public static Report of(Collection<? extends LedgerView> shards, int... segments) {
        List<Slice> slices = new ArrayList<>(shards.size());
        for (LedgerView shard : shards) {
            RoaringBitmap mask = null;
            for (int segment : segments) {
                RoaringBitmap members = shard.segment(segment);
                mask = mask == null ? members : RoaringBitmap.and(mask, members);
            }
            slices.add(new Slice(shard, mask));
        }
        Map<ChannelKind, Funnel> channels = new EnumMap<>(ChannelKind.class);
        for (ChannelKind channel : ChannelKind.values()) {
            if (slices.stream().anyMatch(slice -> slice.has(channel))) {
                channels.put(channel, funnel(slices, channel));
            }
        }
        long[] persons = new long[Standing.COUNT];
        long[] premises = new long[Standing.COUNT];
        long[] accepted = new long[AgeBuckets.COUNT];
        long[] delivered = new long[AgeBuckets.COUNT];
        for (Slice slice : slices) {
            Standing standing = Standing.of(slice.view());
            standing.addPeople(slice, persons, premises);
            standing.addFirsts(slice, Evidence.ACCEPTED, accepted);
            standing.addFirsts(slice, Evidence.DELIVERED, delivered);
        }
        return new Report(
                channels, people(persons), people(premises), new Percentiles(accepted), new Percentiles(delivered));
    }

    private static Funnel funnel(List<Slice> slices, ChannelKind channel) {
        long planned = 0;
        Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
        Map<FailureReason, Long> failures = new TreeMap<>();
        long[] accepted = new long[AgeBuckets.COUNT];
        long[] delivered = new long[AgeBuckets.COUNT];
        for (Slice slice : slices) {
            planned += slice.size(slice.view().planned(channel));
            for (DeliveryState state : DeliveryState.values()) {
                states.merge(state, slice.size(slice.view().state(channel, state)), Long::sum);
            }
            slice.view()
                    .failures(channel)
                    .forEach((reason, slots) -> failures.merge(reason, slice.size(slots), Long::sum));
            for (int bucket = 0; bucket < AgeBuckets.COUNT; bucket++) {
                accepted[bucket] += slice.size(slice.view().age(channel, Evidence.ACCEPTED, bucket));
                delivered[bucket] += slice.size(slice.view().age(channel, Evidence.DELIVERED, bucket));
            }
        }
        long sum = states.values().stream().mapToLong(Long::longValue).sum();
        if (sum != planned) {
            throw new IllegalStateException(
                    channel.word() + ": " + planned + " deliveries are planned but " + sum + " have a state");
        }
        return new Funnel(planned, states, failures, new Percentiles(accepted), new Percentiles(delivered));
    }

    private static People people(long[] n) {
        return new People(n[Standing.MEANT], n[Standing.PLANNED], n[3], n[2], n[1], n[0]);
    }
}

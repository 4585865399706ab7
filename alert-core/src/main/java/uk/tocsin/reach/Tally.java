package uk.tocsin.reach;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;

/// The figures of a report, added up shard by shard. For one thread.
final class Tally {
    private static final DeliveryState[] STATES = DeliveryState.values();

    private final Map<ChannelKind, Deliveries> channels = new EnumMap<>(ChannelKind.class);
    private final Counts persons = new Counts(Standing.COUNT);
    private final long[] premises = new long[Standing.COUNT];
    private final TreeMap<Integer, Long> responses = new TreeMap<>();
    private long meant;

    /// One channel's deliveries.
    private static final class Deliveries {
        private final Counts counts = new Counts(STATES.length);
        private final Map<FailureReason, Long> failures = new TreeMap<>();
        private long planned;

        void add(ChannelKind channel, Slice slice) {
            LedgerView view = slice.view();
            planned += slice.size(view.planned(channel));
            view.failures(channel).forEach((reason, slots) -> failures.merge(reason, slice.size(slots), Long::sum));
            slice.standing().channel(channel).addTo(counts, slice);
        }

        Reach.Funnel funnel(ChannelKind channel) {
            counts.takeApart();
            Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
            long sum = 0;
            for (int place = 0; place < STATES.length; place++) {
                states.put(STATES[place], counts.places()[place]);
                sum += counts.places()[place];
            }
            if (sum != planned) {
                throw new IllegalStateException(
                        channel.word() + ": " + planned + " deliveries are planned but " + sum + " have a state");
            }
            return new Reach.Funnel(
                    planned, states, failures, new Percentiles(counts.accepted()), new Percentiles(counts.delivered()));
        }
    }

    /// Adds a shard's part of the slice.
    void add(Slice slice) {
        Standing standing = slice.standing();
        for (ChannelKind channel : slice.view().channels()) {
            channels.computeIfAbsent(channel, _ -> new Deliveries()).add(channel, slice);
        }
        standing.persons().addTo(persons, slice);
        meant += standing.meant(slice);
        slice.view().responses().forEach((code, slots) -> responses.merge(code, slice.size(slots), Long::sum));
        long[] ofShard = standing.premises(slice);
        for (int stage = 0; stage < Standing.COUNT; stage++) {
            premises[stage] += ofShard[stage];
        }
    }

    /// What was added so far, which must add up.
    Reach.Report report() {
        Map<ChannelKind, Reach.Funnel> funnels = new EnumMap<>(ChannelKind.class);
        channels.forEach((channel, deliveries) -> funnels.put(channel, deliveries.funnel(channel)));
        persons.takeApart();
        return new Reach.Report(
                funnels,
                Reach.People.of(upTo(persons.places(), meant)),
                Reach.People.of(premises),
                responses,
                new Percentiles(persons.accepted()),
                new Percentiles(persons.delivered()));
    }

    /// By stage, those whose first stage is this one or one before it; in the last those meant.
    private static long[] upTo(long[] byStage, long meant) {
        long[] sums = byStage.clone();
        for (int stage = 1; stage < sums.length; stage++) {
            sums[stage] += sums[stage - 1];
        }
        sums[Standing.MEANT] = meant;
        return sums;
    }
}

package uk.tocsin.control;

import java.util.Comparator;
import java.util.List;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;

/// How many deliveries of a shard ended in a state on a channel.
///
/// @param count at least 1: what is not listed is none
public record SettledCount(ChannelKind channel, DeliveryState state, long count) {
    private static final Comparator<SettledCount> ORDER =
            Comparator.comparing(SettledCount::channel).thenComparing(SettledCount::state);

    public SettledCount {
        if (count < 1) {
            throw new IllegalArgumentException("counts: " + count + " is less than 1");
        }
    }

    /// In the one order they are recorded in; IllegalArgumentException if a channel and state come twice.
    static List<SettledCount> sorted(List<SettledCount> counts) {
        List<SettledCount> sorted = counts.stream().sorted(ORDER).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (ORDER.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw new IllegalArgumentException("counts: a channel and state come twice");
            }
        }
        return sorted;
    }
}

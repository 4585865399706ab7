package uk.tocsin.shard;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.SuppressionCause;

/// How many of some people have a channel, but no endpoint there that may be used. Immutable.
///
/// @param everywhere those who have one of the channels that were asked about, and can be reached by none of them
/// @param byChannel those who have a channel and cannot be reached by it, by the cause; where the endpoints of one
///     person have several, the one of the lowest code counts
public record Blocked(long everywhere, Map<ChannelKind, Map<SuppressionCause, Long>> byChannel) {
    public Blocked {
        Map<ChannelKind, Map<SuppressionCause, Long>> copy = new EnumMap<>(ChannelKind.class);
        byChannel.forEach((channel, causes) -> copy.put(channel, Map.copyOf(causes)));
        byChannel = Map.copyOf(copy);
    }

    /// Those of several shards.
    public static Blocked sum(Collection<Blocked> parts) {
        long everywhere = 0;
        Map<ChannelKind, Map<SuppressionCause, Long>> sums = new EnumMap<>(ChannelKind.class);
        for (Blocked part : parts) {
            everywhere += part.everywhere();
            part.byChannel().forEach((channel, causes) -> {
                Map<SuppressionCause, Long> mine =
                        sums.computeIfAbsent(channel, _ -> new EnumMap<>(SuppressionCause.class));
                causes.forEach((cause, count) -> mine.merge(cause, count, Long::sum));
            });
        }
        return new Blocked(everywhere, sums);
    }

    /// Those who have a channel and cannot be reached by it, for a cause.
    public long of(ChannelKind channel, SuppressionCause cause) {
        return byChannel.getOrDefault(channel, Map.of()).getOrDefault(cause, 0L);
    }
}

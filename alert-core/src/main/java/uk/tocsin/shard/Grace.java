package uk.tocsin.shard;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import uk.tocsin.model.ChannelKind;

/// How long after a claim a try of an earlier owner may still have an effect: the permit's length plus the
/// channel's longest request timeout. A setting of the installation, not state of the shard.
public final class Grace {
    private final Map<ChannelKind, Duration> spans;

    /// @param spans by channel
    public Grace(Map<ChannelKind, Duration> spans) {
        this.spans = new EnumMap<>(spans);
    }

    long ms(ChannelKind channel) {
        Duration span = spans.get(channel);
        if (span == null) {
            throw new IllegalStateException("no grace is set for " + channel.word());
        }
        return span.toMillis();
    }
}

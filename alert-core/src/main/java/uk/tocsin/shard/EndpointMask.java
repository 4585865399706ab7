package uk.tocsin.shard;

import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Endpoint;

/// The channels of a subscriber's endpoints as one long: four bits for each of the 15 indexes, holding the
/// channel's code plus one, or 0 where there is no endpoint.
public final class EndpointMask {
    private static final int BITS = 4;

    private EndpointMask() {}

    /// The mask with one endpoint more.
    public static long with(long mask, int index, ChannelKind channel) {
        if (index < 0 || index >= Endpoint.MAX) {
            throw new IllegalArgumentException("endpoint index " + index + " is not 0 to " + (Endpoint.MAX - 1));
        }
        return mask & ~(0xfL << (index * BITS)) | (long) (channel.code() + 1) << (index * BITS);
    }

    /// The mask of these endpoints.
    public static long of(Iterable<Endpoint> endpoints) {
        long mask = 0;
        for (Endpoint endpoint : endpoints) {
            mask = with(mask, endpoint.index(), endpoint.channel());
        }
        return mask;
    }

    /// Whether endpoint `index` is of this channel.
    static boolean has(long mask, int index, ChannelKind channel) {
        return (mask >>> (index * BITS) & 0xf) == channel.code() + 1;
    }
}

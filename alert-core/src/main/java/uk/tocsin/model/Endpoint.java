package uk.tocsin.model;

/// One address of a subscriber. The index is its place among the subscriber's endpoints, 0..14, and is in every
/// token. The address is personal data: [#toString] does not show it.
public record Endpoint(int index, ChannelKind channel, String address, EndpointState state) {
    /// A subscriber has at most this many, because a token has four bits for the index and one value is kept
    /// free.
    public static final int MAX = 15;

    public Endpoint {
        if (index < 0 || index >= MAX) {
            throw new IllegalArgumentException("endpoint index " + index + " is not 0 to " + (MAX - 1));
        }
    }

    /// One that is in use.
    public Endpoint(int index, ChannelKind channel, String address) {
        this(index, channel, address, EndpointState.IN_USE);
    }

    /// The same in another state.
    public Endpoint in(EndpointState other) {
        return new Endpoint(index, channel, address, other);
    }

    /// Whether alerts go to it.
    public boolean inUse() {
        return state == EndpointState.IN_USE;
    }

    @Override
    public String toString() {
        return "Endpoint[" + index + " " + channel.word() + " " + state.word() + "]";
    }
}

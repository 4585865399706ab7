package uk.tocsin.model;

/// One address of a subscriber. The index is its place among the subscriber's endpoints, 0..14, and is in every
/// token. The address is personal data: [#toString] does not show it.
public record Endpoint(int index, ChannelKind channel, String address) {
    /// A subscriber has at most this many, because a token has four bits for the index and one value is kept
    /// free.
    public static final int MAX = 15;

    public Endpoint {
        if (index < 0 || index >= MAX) {
            throw new IllegalArgumentException("endpoint index " + index + " is not 0 to " + (MAX - 1));
        }
    }

    @Override
    public String toString() {
        return "Endpoint[" + index + " " + channel.word() + "]";
    }
}

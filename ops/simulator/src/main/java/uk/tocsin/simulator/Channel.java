package uk.tocsin.simulator;

import java.util.Locale;

/// The three channels, as named in the control API and in the raw log.
enum Channel {
    PUSH,
    SMS,
    EMAIL;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The channel with that label; anything else is refused by name.
    static Channel of(String label) {
        for (Channel channel : values()) {
            if (channel.label().equals(label)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("channel: one of push, sms, email, not '" + label + "'");
    }
}

package uk.tocsin.lane;

import org.jspecify.annotations.Nullable;
import uk.tocsin.model.NotSentCause;

/// Deliveries of one alert on one channel that are sent under one permit, as parallel arrays. Immutable once
/// sent. Holds addresses: it lives no longer than its requests, and is never logged.
///
/// @param content what is said, the same for all
/// @param tryNumber the position of the journal record that opened these deliveries; part of callback URLs
///     (`?t=`)
/// @param addresses where each goes: device token, E.164 number, or mail address
/// @param tokens delivery tokens, 24 characters of base64url
/// @param variants for each the index of its variant in [Content#alert]
/// @param gate asked right before each write
public record Batch(
        Content content, long tryNumber, String[] addresses, String[] tokens, byte[] variants, WriteGate gate) {

    /// Decides at the very moment of a write whether it may happen: the permit's end, and whether the alert was
    /// halted, withdrawn or has expired. Cheap, lock-free, callable from any thread.
    @FunctionalInterface
    public interface WriteGate {
        /// Null if the write may happen now, otherwise why not.
        @Nullable
        NotSentCause refusal();
    }

    /// The number of deliveries.
    public int size() {
        return addresses.length;
    }

    /// See [WriteGate#refusal].
    public @Nullable NotSentCause refusal() {
        return gate.refusal();
    }

    @Override
    public String toString() {
        return "Batch[alert " + content.number() + ", try " + tryNumber + ", " + size() + " deliveries]";
    }
}

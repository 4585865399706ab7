package uk.tocsin.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the register keeps of a subscriber beyond what a send needs.
///
/// @param segments codes of everything they can be selected by, without tier and channels
/// @param premises slots, in their shard, of the premises they answer for
/// @param consents oldest first
/// @param retired endpoint indexes that name no other address before these instants (protocol: register)
/// @param since when they registered
/// @param signedIn the expiry, in minutes since the epoch, of the last sign-in link that was used: none that expires
///     earlier, or then, opens again
public record Profile(
        List<Integer> segments,
        List<Integer> premises,
        Preferences preferences,
        List<Consent> consents,
        Map<Integer, Instant> retired,
        Instant since,
        long signedIn) {
    /// Nothing known.
    public static final Profile NONE =
            new Profile(List.of(), List.of(), Preferences.ALL, List.of(), Map.of(), Instant.EPOCH, 0);

    public Profile {
        segments = List.copyOf(segments);
        premises = List.copyOf(premises);
        consents = List.copyOf(consents);
        retired = Map.copyOf(retired);
    }

    /// The same with other segments and premises.
    public Profile at(List<Integer> otherSegments, List<Integer> otherPremises) {
        return new Profile(otherSegments, otherPremises, preferences, consents, retired, since, signedIn);
    }

    /// The same with other preferences.
    public Profile with(Preferences other) {
        return new Profile(segments, premises, other, consents, retired, since, signedIn);
    }

    /// The same with another history of consent.
    public Profile with(List<Consent> history) {
        return new Profile(segments, premises, preferences, history, retired, since, signedIn);
    }

    /// The same with other retired endpoints.
    public Profile with(Map<Integer, Instant> indexes) {
        return new Profile(segments, premises, preferences, consents, indexes, since, signedIn);
    }

    /// The same after another sign-in.
    public Profile signedIn(long expiresMinute) {
        return new Profile(segments, premises, preferences, consents, retired, since, expiresMinute);
    }
}

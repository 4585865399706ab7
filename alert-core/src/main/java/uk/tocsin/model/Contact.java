package uk.tocsin.model;

import java.util.List;
import java.util.UUID;

/// What the register knows of a subscriber: read at send time, never kept. [#toString] shows nothing of it.
///
/// @param id the random 128-bit id; its low 6 bits name the shard
/// @param name how the person is addressed
/// @param tier the one they hold without anybody's decision; the shard knows what was decided beyond it
/// @param consent whether the subscriber agrees to be written to at this moment
/// @param profile what a send does not need
public record Contact(
        UUID id,
        String name,
        Tier tier,
        Language language,
        boolean consent,
        List<Endpoint> endpoints,
        Profile profile) {
    public Contact {
        endpoints = List.copyOf(endpoints);
    }

    /// One of whom nothing more is known.
    public Contact(UUID id, String name, Tier tier, Language language, boolean consent, List<Endpoint> endpoints) {
        this(id, name, tier, language, consent, endpoints, Profile.NONE);
    }

    /// The same with another name and language.
    public Contact named(String other, Language speaks) {
        return new Contact(id, other, tier, speaks, consent, endpoints, profile);
    }

    /// The same in another tier.
    public Contact in(Tier other) {
        return new Contact(id, name, other, language, consent, endpoints, profile);
    }

    /// The same with other endpoints.
    public Contact with(List<Endpoint> others) {
        return new Contact(id, name, tier, language, consent, others, profile);
    }

    /// The same with another profile.
    public Contact with(Profile other) {
        return new Contact(id, name, tier, language, consent, endpoints, other);
    }

    /// The same, agreeing or not.
    public Contact agreeing(boolean agrees) {
        return new Contact(id, name, tier, language, agrees, endpoints, profile);
    }

    @Override
    public String toString() {
        return "Contact[tier " + tier.word() + ", " + endpoints.size() + " endpoints]";
    }
}

package uk.tocsin.model;

import java.util.List;
import java.util.UUID;

/// What the register knows of a subscriber and a send needs: read at send time, never kept. [#toString] shows
/// nothing of it.
///
/// @param id the random 128-bit id; its low 6 bits name the shard
/// @param name how the person is addressed
/// @param consent whether the subscriber agrees to be written to at this moment
public record Contact(UUID id, String name, Tier tier, Language language, boolean consent, List<Endpoint> endpoints) {
    public Contact {
        endpoints = List.copyOf(endpoints);
    }

    @Override
    public String toString() {
        return "Contact[tier " + tier.word() + ", " + endpoints.size() + " endpoints]";
    }
}

package uk.tocsin.console.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.console.register.RegisterRefusal.Why;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Tier;

/// What changes of a subscriber's record come to. Pure functions.
final class Changes {
    private Changes() {}

    // ---- endpoints

    /// An endpoint by its index. RegisterRefusal: there is none.
    static Endpoint endpoint(Contact contact, int index) {
        return contact.endpoints().stream()
                .filter(e -> e.index() == index)
                .findFirst()
                .orElseThrow(() -> new RegisterRefusal(Why.NO_ENDPOINT));
    }

    /// An endpoint by its address.
    static Optional<Endpoint> endpoint(Contact contact, ChannelKind channel, String address) {
        return contact.endpoints().stream()
                .filter(e -> e.channel() == channel && e.address().equals(address))
                .findFirst();
    }

    /// With an endpoint, in place of the one that had its index.
    static Contact put(Contact contact, Endpoint changed) {
        List<Endpoint> others = new ArrayList<>(contact.endpoints());
        others.removeIf(e -> e.index() == changed.index());
        others.add(changed);
        others.sort(Comparator.comparingInt(Endpoint::index));
        return contact.with(others);
    }

    /// Without an endpoint, whose index is not used again for 30 days.
    static Contact without(Contact contact, Instant now, Endpoint gone) {
        Map<Integer, Instant> retired = new HashMap<>(contact.profile().retired());
        retired.put(gone.index(), now.plus(Erasures.KEPT));
        List<Endpoint> left = contact.endpoints().stream()
                .filter(e -> e.index() != gone.index())
                .toList();
        return contact.with(left).with(contact.profile().with(retired));
    }

    /// The lowest index that an endpoint may have. RegisterRefusal: there is none.
    static int freeIndex(Contact contact, Instant now) {
        Map<Integer, Instant> retired = contact.profile().retired();
        for (int index = 0; index < Endpoint.MAX; index++) {
            int candidate = index;
            boolean taken = contact.endpoints().stream().anyMatch(e -> e.index() == candidate);
            if (!taken && !retired.getOrDefault(index, Instant.MIN).isAfter(now)) {
                return index;
            }
        }
        throw new RegisterRefusal(Why.FULL);
    }

    // ---- tiers

    /// In the business tier, if an address is confirmed and there are premises.
    static Contact admitted(Contact contact) {
        boolean business = contact.tier() == Tier.PUBLIC
                && !contact.profile().premises().isEmpty()
                && contact.endpoints().stream().anyMatch(Endpoint::inUse);
        return business ? contact.in(Tier.BUSINESS) : contact;
    }

    /// In their own tier, if they are above it.
    static Contact lowered(Contact contact) {
        Tier own = contact.profile().premises().isEmpty() ? Tier.PUBLIC : Tier.BUSINESS;
        return own.mayRead(contact.tier()) ? contact : contact.in(own);
    }
}

package uk.tocsin.console.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.console.register.RegisterRefusal.Why;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Profile;
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

    // ---- two records of one person

    /// What stays of two records of one person: what only the one that goes has is added to the one that stays. They
    /// agree to alerts if they do in both; to take part in exercises, and in what they chose, if they do in the one
    /// that stays. Doing it again changes nothing. RegisterRefusal: there is no room for an endpoint.
    static Contact merged(Contact going, Contact staying, Instant now) {
        Contact after = staying;
        for (Endpoint each : going.endpoints()) {
            if (each.state() != EndpointState.UNCONFIRMED) {
                after = taking(after, each, now);
            }
        }
        Profile theirs = going.profile();
        Profile mine = staying.profile();
        TreeSet<Integer> segments = new TreeSet<>(theirs.segments());
        segments.remove(SegmentView.TAKES_PART);
        segments.addAll(mine.segments());
        TreeSet<Integer> premises = new TreeSet<>(mine.premises());
        premises.addAll(theirs.premises());
        Profile profile = new Profile(
                List.copyOf(segments),
                List.copyOf(premises),
                mine.preferences(),
                history(theirs.consents(), mine.consents()),
                mine.retired(),
                theirs.since().isBefore(mine.since()) ? theirs.since() : mine.since(),
                mine.signedIn());
        String name = staying.name().isEmpty() ? going.name() : staying.name();
        return admitted(after.named(name, staying.language())
                .agreeing(going.consent() && staying.consent())
                .with(profile));
    }

    private static Contact taking(Contact contact, Endpoint confirmed, Instant now) {
        Optional<Endpoint> there = endpoint(contact, confirmed.channel(), confirmed.address());
        if (there.isEmpty()) {
            return put(
                    contact,
                    new Endpoint(freeIndex(contact, now), confirmed.channel(), confirmed.address(), confirmed.state()));
        }
        return there.get().state() == EndpointState.UNCONFIRMED
                ? put(contact, there.get().in(confirmed.state()))
                : contact;
    }

    private static List<Consent> history(List<Consent> one, List<Consent> other) {
        List<Consent> all = new ArrayList<>(one);
        other.stream().filter(each -> !all.contains(each)).forEach(all::add);
        all.sort(Comparator.comparing(Consent::time));
        return all;
    }

    /// What is left of a record that was merged into another.
    static Contact emptied(Contact going) {
        return going.with(List.of()).with(going.profile().at(List.of(), List.of()));
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

package uk.tocsin.console.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;

/// What a list makes of somebody's record. Pure functions.
///
/// What people decide for themselves a list does not undo: preferences are taken at registration only;
/// consent that is older than the last word does not count; an address is never taken away, and one that was
/// turned off stays off; whoever has ever signed in keeps their name, language and choice of segments.
final class ListedContact {
    private ListedContact() {}

    /// The record of somebody new.
    static Contact fresh(ListedPerson person, Instant now) {
        Listed last = person.rows().getLast();
        List<Endpoint> endpoints = new ArrayList<>();
        person.addresses().forEach(each -> endpoints.add(new Endpoint(endpoints.size(), each.channel(), each.value())));
        Profile profile = new Profile(
                segments(person, Set.of()),
                places(person, Set.of()),
                person.rows().getFirst().who().preferences(),
                consents(person, List.of()),
                Map.of(),
                now,
                0);
        return new Contact(
                Registrar.idOf(last.organisation(), Shards.slotOf(person.ordinal())),
                last.who().name(),
                tier(person, Tier.PUBLIC),
                last.who().language(),
                true,
                endpoints,
                profile);
    }

    /// The record of somebody who has one.
    static Contact renewed(ListedPerson person, Contact old) {
        Profile profile = old.profile();
        boolean decides = profile.signedIn() > 0;
        Organisation.Person who = person.rows().getLast().who();
        Set<Integer> known = new HashSet<>(profile.premises());
        Set<Integer> here = new HashSet<>();
        person.sites().forEach(site -> here.add(Shards.slotOf(site.ordinal())));
        boolean elsewhere = !here.containsAll(known);
        boolean moved = !known.containsAll(here);
        List<Integer> segments = decides && !moved
                ? profile.segments()
                : segments(person, decides || elsewhere ? new HashSet<>(profile.segments()) : Set.of());
        List<Consent> consents = consents(person, profile.consents());
        boolean later = !profile.consents().isEmpty() && !consents.equals(profile.consents());
        String name = decides ? old.name() : who.name();
        Language language = decides ? old.language() : who.language();
        return new Contact(
                old.id(),
                name,
                tier(person, old.tier()),
                language,
                later ? consents.getLast().given() : old.consent(),
                endpoints(person, old),
                profile.at(segments, places(person, known)).with(consents));
    }

    private static List<Endpoint> endpoints(ListedPerson person, Contact old) {
        List<Endpoint> all = new ArrayList<>(old.endpoints());
        for (Organisation.Address each : person.addresses()) {
            if (person.at(each).isEmpty()
                    && Changes.endpoint(old, each.channel(), each.value()).isEmpty()) {
                all.add(new Endpoint(free(all, old.profile()), each.channel(), each.value(), EndpointState.IN_USE));
            }
        }
        all.sort(Comparator.comparingInt(Endpoint::index));
        return all;
    }

    private static int free(List<Endpoint> all, Profile profile) {
        int index = 0;
        while (holds(all, index) || profile.retired().containsKey(index)) {
            index++;
        }
        return index;
    }

    private static boolean holds(List<Endpoint> all, int index) {
        return all.stream().anyMatch(each -> each.index() == index);
    }

    private static List<Integer> segments(ListedPerson person, Set<Integer> kept) {
        if (kept.isEmpty() && person.rows().size() == 1) {
            return ascending(person.rows().getFirst().who().segments());
        }
        TreeSet<Integer> all = new TreeSet<>(kept);
        for (Listed row : person.rows()) {
            for (int segment : row.who().segments()) {
                all.add(segment);
            }
        }
        return List.copyOf(all);
    }

    private static List<Integer> ascending(int[] segments) {
        int[] sorted = segments.clone();
        Arrays.sort(sorted);
        Integer[] distinct = new Integer[sorted.length];
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct[size++] = sorted[i];
            }
        }
        return List.of(size == distinct.length ? distinct : Arrays.copyOf(distinct, size));
    }

    private static List<Integer> places(ListedPerson person, Set<Integer> kept) {
        if (kept.isEmpty() && person.sites().size() <= 1) {
            return person.sites().stream()
                    .map(site -> Shards.slotOf(site.ordinal()))
                    .toList();
        }
        TreeSet<Integer> all = new TreeSet<>(kept);
        person.sites().forEach(site -> all.add(Shards.slotOf(site.ordinal())));
        return List.copyOf(all);
    }

    private static Tier tier(ListedPerson person, Tier least) {
        Tier highest = least;
        for (Listed row : person.rows()) {
            highest = row.who().tier().mayRead(highest) ? row.who().tier() : highest;
        }
        return highest;
    }

    /// Their history with what the rows add, by time.
    private static List<Consent> consents(ListedPerson person, List<Consent> history) {
        if (history.isEmpty() && person.rows().size() == 1) {
            return person.rows().getFirst().who().consents();
        }
        List<Consent> all = new ArrayList<>(history);
        for (Listed row : person.rows()) {
            row.who().consents().stream().filter(each -> !all.contains(each)).forEach(all::add);
        }
        all.sort(Comparator.comparing(Consent::time));
        return all;
    }
}

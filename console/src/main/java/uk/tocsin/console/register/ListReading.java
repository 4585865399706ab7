package uk.tocsin.console.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// What the rows of a batch mean, beside what is stored: which people and premises they name, and what becomes of
/// each. Plain memory, no store. One thread until all is read; then the people and premises of different shards may be
/// asked on different threads.
///
/// What people decide for themselves a list does not undo: preferences are taken at registration only; consent that
/// is older than the last word does not count; an address is never taken away, and one that was turned off stays off;
/// whoever has ever signed in keeps their name, language and choice of segments.
final class ListReading {
    private static final int NOBODY = -1;

    private final IntPredicate erased;
    private final Map<Blind, Integer> owners = new HashMap<>();
    private final Set<Blind> ofPremises = new HashSet<>();
    private final Map<Blind, Person> people = new HashMap<>();
    private final Map<Integer, Person> stored = new HashMap<>();
    private final Map<Blind, Site> sites = new HashMap<>();
    private final List<Person> allPeople = new ArrayList<>();
    private final Map<Blind, Integer> stale = new HashMap<>();
    private final List<ListDesk.Denied> faults = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private Map<Integer, Contact> contacts = Map.of();
    private Map<Integer, Premises> premises = Map.of();
    private int refused;

    ListReading(IntPredicate erased) {
        this.erased = erased;
    }

    /// A claim to be made.
    record Claim(Blind blind, int ordinal) {}

    private record Taken(Person person, @Nullable Site site) {}

    interface Owners {
        int[] of(List<byte[]> ascending);
    }

    // ---- what is there

    /// Finds who owns whatever the rows name.
    void owners(List<Listed> rows, Owners lookup) {
        for (Listed row : rows) {
            row.keys().addresses().forEach(bytes -> owners.put(new Blind(bytes), NOBODY));
            byte @Nullable [] person = row.keys().person();
            if (person != null) {
                owners.put(new Blind(person), NOBODY);
            }
            byte @Nullable [] site = row.keys().premises();
            if (site != null) {
                Blind blind = new Blind(site);
                owners.put(blind, NOBODY);
                ofPremises.add(blind);
            }
        }
        List<Blind> ascending = Blind.ascending(List.copyOf(owners.keySet()), Function.identity());
        int[] found = lookup.of(ascending.stream().map(Blind::bytes).toList());
        for (int i = 0; i < found.length; i++) {
            owners.put(ascending.get(i), found[i]);
        }
    }

    private int[] owning(boolean site) {
        return owners.entrySet().stream()
                .filter(each -> each.getValue() != NOBODY && ofPremises.contains(each.getKey()) == site)
                .mapToInt(Map.Entry::getValue)
                .distinct()
                .toArray();
    }

    int[] owningPeople() {
        return owning(false);
    }

    int[] owningPremises() {
        return owning(true);
    }

    void contacts(Map<Integer, Contact> found) {
        contacts = found;
    }

    void premises(Map<Integer, Premises> found) {
        premises = found;
    }

    // ---- what a row means

    /// Takes a row, or refuses it.
    void read(Listed row) {
        Person person = person(row);
        if (person.ordinal != NOBODY && row.premises().isPresent() && Shards.shardOf(person.ordinal) != row.shard()) {
            refuse(row, "person", "is registered with another organisation");
            return;
        }
        List<Blind> mine = new ArrayList<>();
        List<Organisation.Address> addresses = new ArrayList<>();
        for (int i = 0; i < row.who().addresses().size(); i++) {
            Organisation.Address address = row.who().addresses().get(i);
            Blind blind = new Blind(row.keys().addresses().get(i));
            Person holder = holder(blind);
            if (holder != null && !holder.equals(person)) {
                faults.add(new ListDesk.Denied(row.line(), column(address.channel()), "belongs to somebody else"));
            } else if (!person.hasRoom(address)) {
                faults.add(new ListDesk.Denied(
                        row.line(), column(address.channel()), "is one more than a person may have"));
            } else {
                mine.add(blind);
                addresses.add(address);
            }
        }
        if (mine.isEmpty()) {
            refuse(row, "", "no address, number or device is left to write to");
            return;
        }
        take(row, person, mine, addresses);
    }

    private void refuse(Listed row, String column, String reason) {
        faults.add(new ListDesk.Denied(row.line(), column, reason));
        refused++;
    }

    private static String column(ChannelKind channel) {
        return switch (channel) {
            case EMAIL -> "email";
            case SMS -> "phone";
            case PUSH -> "device";
        };
    }

    private void take(Listed row, Person person, List<Blind> mine, List<Organisation.Address> addresses) {
        if (person.rows.isEmpty()) {
            allPeople.add(person);
        }
        byte @Nullable [] called = row.keys().person();
        if (called != null) {
            people.put(new Blind(called), person);
        }
        mine.forEach(blind -> people.put(blind, person));
        person.addresses.addAll(addresses);
        person.rows.add(row);
        Site site = site(row);
        if (site != null) {
            person.sites.add(site);
            site.people.add(person);
        }
        taken.add(new Taken(person, site));
    }

    private @Nullable Site site(Listed row) {
        byte @Nullable [] key = row.keys().premises();
        if (key == null || row.premises().isEmpty()) {
            return null;
        }
        Premises now = row.premises().get();
        Blind blind = new Blind(key);
        Site site = sites.computeIfAbsent(blind, _ -> {
            int ordinal = owners.getOrDefault(blind, NOBODY);
            return new Site(ordinal, premises.get(ordinal), row.shard(), now);
        });
        site.now = now;
        return site;
    }

    // ---- whose row it is

    private Person person(Listed row) {
        byte @Nullable [] called = row.keys().person();
        if (called != null) {
            Blind blind = new Blind(called);
            Person holder = holder(blind);
            if (holder != null && !holder.gone()) {
                return holder.of(row);
            }
            if (holder != null) {
                stale.put(blind, holder.ordinal);
                owners.put(blind, NOBODY);
            }
        }
        for (byte[] address : row.keys().addresses()) {
            Person holder = holder(new Blind(address));
            if (holder != null && isMeant(holder, row)) {
                return holder.of(row);
            }
        }
        return new Person(NOBODY, null, row.organisation());
    }

    /// Whether the owner of an address is whom a row means that the list calls nothing it has been called before.
    private boolean isMeant(Person holder, Listed row) {
        if (row.known().isPresent()) {
            return holder.before != null && row.known().get().equals(holder.before.id());
        }
        if (holder.gone() || !holder.in(row)) {
            return false;
        }
        boolean unfinished = holder.before == null && holder.ordinal != NOBODY && holder.rows.isEmpty();
        return unfinished
                || row.keys().person() == null
                        && folded(holder.name()).equals(folded(row.who().name()));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /// Who has a claim, or will have; null for nobody.
    private @Nullable Person holder(Blind blind) {
        Person inBatch = people.get(blind);
        if (inBatch != null) {
            return inBatch;
        }
        int ordinal = owners.getOrDefault(blind, NOBODY);
        return ordinal == NOBODY
                ? null
                : stored.computeIfAbsent(ordinal, _ -> new Person(ordinal, contacts.get(ordinal), null));
    }

    // ---- what came of it

    List<Person> newPeople() {
        return allPeople.stream().filter(each -> each.ordinal == NOBODY).toList();
    }

    List<Site> newSites() {
        return sites.values().stream().filter(each -> each.ordinal == NOBODY).toList();
    }

    Collection<Person> people() {
        return allPeople;
    }

    Collection<Site> sites() {
        return sites.values();
    }

    Map<Blind, Integer> stale() {
        return stale;
    }

    /// Claims to be made, ascending.
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        people.forEach((blind, person) -> {
            if (owners.getOrDefault(blind, NOBODY) == NOBODY) {
                claims.add(new Claim(blind, person.ordinal));
            }
        });
        sites.forEach((blind, site) -> {
            if (owners.getOrDefault(blind, NOBODY) == NOBODY) {
                claims.add(new Claim(blind, site.ordinal));
            }
        });
        return Blind.ascending(claims, Claim::blind);
    }

    ListDesk.Done done() {
        int registered = 0;
        int changed = 0;
        for (Taken each : taken) {
            if (each.person().before == null) {
                registered++;
            } else if (each.person().changed || each.site() != null && each.site().changed) {
                changed++;
            }
        }
        return new ListDesk.Done(
                registered, changed, taken.size() - registered - changed, refused, List.copyOf(faults));
    }

    /// Somebody whom rows name, or whose address they name.
    final class Person {
        private final @Nullable Contact before;
        private final List<Listed> rows = new ArrayList<>();
        private final Set<Organisation.Address> addresses = new LinkedHashSet<>();
        private final Set<Site> sites = new LinkedHashSet<>();
        private @Nullable UUID organisation;
        private int ordinal;
        private boolean changed;

        private Person(int ordinal, @Nullable Contact before, @Nullable UUID organisation) {
            this.ordinal = ordinal;
            this.before = before;
            this.organisation = organisation;
        }

        /// Erased: what they claimed is kept for a time, and names nobody.
        private boolean gone() {
            return before == null && ordinal != NOBODY && erased.test(ordinal);
        }

        private boolean in(Listed row) {
            if (before != null) {
                return before.id().equals(Registrar.idOf(row.organisation(), Shards.slotOf(ordinal)));
            }
            return organisation == null
                    ? Shards.shardOf(ordinal) == row.shard()
                    : organisation.equals(row.organisation());
        }

        private Person of(Listed row) {
            if (organisation == null) {
                organisation = row.organisation();
            }
            return this;
        }

        private String name() {
            return rows.isEmpty()
                    ? before == null ? "" : before.name()
                    : rows.getLast().who().name();
        }

        private boolean hasRoom(Organisation.Address address) {
            int others = 0;
            if (before != null) {
                if (at(address).isPresent()) {
                    return true;
                }
                others = before.endpoints().size() + before.profile().retired().size();
            }
            return addresses.contains(address) || addresses.size() + others < Endpoint.MAX;
        }

        private Optional<Endpoint> at(Organisation.Address address) {
            return before == null
                    ? Optional.empty()
                    : before.endpoints().stream()
                            .filter(e -> e.channel() == address.channel()
                                    && e.address().equals(address.value()))
                            .findFirst();
        }

        int shard() {
            return ordinal == NOBODY
                    ? Shards.shardOfId(rows.getFirst().organisation().getLeastSignificantBits())
                    : Shards.shardOf(ordinal);
        }

        int ordinal() {
            return ordinal;
        }

        void at(int fresh) {
            ordinal = fresh;
        }

        /// Whether their record must be written to be this; remembers it.
        boolean changes(Contact contact) {
            changed = !contact.equals(before);
            return changed;
        }

        /// What becomes of their record.
        Contact contact(Instant now) {
            return before == null ? fresh(now) : renewed(before);
        }

        private Contact fresh(Instant now) {
            Listed last = rows.getLast();
            List<Endpoint> endpoints = new ArrayList<>();
            addresses.forEach(each -> endpoints.add(new Endpoint(endpoints.size(), each.channel(), each.value())));
            List<Consent> consents = consents(List.of());
            Profile profile = new Profile(
                    segments(Set.of()),
                    places(Set.of()),
                    rows.getFirst().who().preferences(),
                    consents,
                    Map.of(),
                    now,
                    0);
            return new Contact(
                    Registrar.idOf(last.organisation(), Shards.slotOf(ordinal)),
                    last.who().name(),
                    tier(Tier.PUBLIC),
                    last.who().language(),
                    true,
                    endpoints,
                    profile);
        }

        private Contact renewed(Contact old) {
            Profile profile = old.profile();
            boolean decides = profile.signedIn() > 0;
            Organisation.Person who = rows.getLast().who();
            Set<Integer> known = new HashSet<>(profile.premises());
            Set<Integer> here = new HashSet<>();
            sites.forEach(site -> here.add(Shards.slotOf(site.ordinal)));
            boolean elsewhere = !here.containsAll(known);
            boolean moved = !known.containsAll(here);
            List<Integer> segments = decides && !moved
                    ? profile.segments()
                    : segments(decides || elsewhere ? new HashSet<>(profile.segments()) : Set.of());
            List<Consent> consents = consents(profile.consents());
            boolean later = !profile.consents().isEmpty() && !consents.equals(profile.consents());
            String name = decides ? old.name() : who.name();
            Language language = decides ? old.language() : who.language();
            return new Contact(
                    old.id(),
                    name,
                    tier(old.tier()),
                    language,
                    later ? consents.getLast().given() : old.consent(),
                    endpoints(old),
                    profile.at(segments, places(known)).with(consents));
        }

        private List<Endpoint> endpoints(Contact old) {
            List<Endpoint> all = new ArrayList<>(old.endpoints());
            for (Organisation.Address each : addresses) {
                if (at(each).isEmpty()) {
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

        private List<Integer> segments(Set<Integer> kept) {
            TreeSet<Integer> all = new TreeSet<>(kept);
            rows.forEach(row -> Arrays.stream(row.who().segments()).forEach(all::add));
            return List.copyOf(all);
        }

        private List<Integer> places(Set<Integer> kept) {
            TreeSet<Integer> all = new TreeSet<>(kept);
            sites.forEach(site -> all.add(Shards.slotOf(site.ordinal)));
            return List.copyOf(all);
        }

        private Tier tier(Tier least) {
            Tier highest = least;
            for (Listed row : rows) {
                highest = row.who().tier().mayRead(highest) ? row.who().tier() : highest;
            }
            return highest;
        }

        /// Their history with what the rows add, by time.
        private List<Consent> consents(List<Consent> history) {
            List<Consent> all = new ArrayList<>(history);
            for (Listed row : rows) {
                row.who().consents().stream()
                        .filter(each -> !all.contains(each))
                        .forEach(all::add);
            }
            all.sort(Comparator.comparing(Consent::time));
            return all;
        }
    }

    /// Premises that rows name.
    static final class Site {
        private final @Nullable Premises before;
        private final Set<Person> people = new LinkedHashSet<>();
        private final int shard;
        private Premises now;
        private int ordinal;
        private boolean changed;

        private Site(int ordinal, @Nullable Premises before, int shard, Premises now) {
            this.ordinal = ordinal;
            this.before = before;
            this.shard = shard;
            this.now = now;
        }

        int shard() {
            return shard;
        }

        int ordinal() {
            return ordinal;
        }

        void at(int fresh) {
            ordinal = fresh;
        }

        int cell() {
            return Cell.of(now.latitude(), now.longitude());
        }

        /// Whether the shard does not know yet where they are.
        boolean moves() {
            return before == null || cell() != Cell.of(before.latitude(), before.longitude());
        }

        /// What becomes of their document.
        Premises premises() {
            TreeSet<Integer> slots = new TreeSet<>(before == null ? List.of() : before.people());
            people.forEach(each -> slots.add(Shards.slotOf(each.ordinal)));
            return now.of(List.copyOf(slots));
        }

        /// Whether the document must be written to be this; remembers it.
        boolean changes(Premises premises) {
            changed = before == null || !Arrays.equals(premises.encode(), before.encode());
            return changed;
        }
    }
}

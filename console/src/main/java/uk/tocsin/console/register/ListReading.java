package uk.tocsin.console.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Premises;

/// What the rows of a batch mean, beside what is stored: which people ([ListedPerson]) and premises
/// ([ListedSite]) they name, and which rows are refused. Plain memory, no store. One thread.
final class ListReading {
    private volatile ListNames names;
    private final Map<Integer, Contact> contacts;
    private final Map<Integer, Premises> premises;
    private final IntPredicate erased;
    private final Map<Integer, ListedPerson> owners = new HashMap<>();
    private final List<ListedPerson> people = new ArrayList<>();
    private final List<ListedSite> sites = new ArrayList<>();
    private final Map<Integer, ListedPerson> peopleByOrdinal = new HashMap<>();
    private final Map<Integer, ListedSite> sitesByOrdinal = new HashMap<>();
    private final List<Stale> stale = new ArrayList<>();
    private final List<ListDesk.Denied> faults = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private int refused;

    /// A claim of somebody erased, by what a list calls them: it passes to another.
    record Stale(Named named, int ordinal) {}

    private record Taken(ListedPerson person, @Nullable ListedSite site) {}

    /// @param names of the rows, with their owners
    /// @param contacts the records of those owners, by ordinal
    /// @param premises the same
    /// @param erased whether the subscriber of an ordinal was erased
    ListReading(ListNames names, Map<Integer, Contact> contacts, Map<Integer, Premises> premises, IntPredicate erased) {
        this.names = names;
        this.contacts = contacts;
        this.premises = premises;
        this.erased = erased;
    }

    // ---- what a row means

    /// Takes a row, or refuses it.
    void read(Listed row) {
        ListedPerson person = person(row);
        if (person.ordinal() != Named.NOBODY
                && row.premises().isPresent()
                && Shards.shardOf(person.ordinal()) != row.shard()) {
            refuse(row, "person", "is registered with another organisation");
            return;
        }
        List<Named> mine = new ArrayList<>(3);
        List<Organisation.Address> addresses = new ArrayList<>(3);
        for (int i = 0; i < row.keys().addresses(); i++) {
            Organisation.Address address = row.who().addresses().get(i);
            Named named = names.get(row.keys().address(i));
            ListedPerson holder = holder(named);
            if (holder != null && !holder.equals(person)) {
                faults.add(new ListDesk.Denied(row.line(), column(address.channel()), "belongs to somebody else"));
            } else if (!person.hasRoom(address)) {
                faults.add(new ListDesk.Denied(
                        row.line(), column(address.channel()), "is one more than a person may have"));
            } else {
                mine.add(named);
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

    private void take(Listed row, ListedPerson person, List<Named> mine, List<Organisation.Address> addresses) {
        if (!person.isNamed()) {
            people.add(person);
        }
        Blind called = row.keys().person();
        if (called != null) {
            names.get(called).person(person);
        }
        mine.forEach(named -> named.person(person));
        ListedSite site = site(row, person);
        person.take(row, addresses, site);
        taken.add(new Taken(person, site));
    }

    private @Nullable ListedSite site(Listed row, ListedPerson person) {
        Blind blind = row.keys().premises();
        if (blind == null || row.premises().isEmpty()) {
            return null;
        }
        Premises said = row.premises().get();
        Named named = names.get(blind);
        ListedSite site = named.site();
        if (site == null) {
            site = new ListedSite(named.owner(), premises.get(named.owner()), row.shard(), said);
            named.site(site);
            sites.add(site);
        }
        site.take(said, person);
        return site;
    }

    // ---- whose row it is

    private ListedPerson person(Listed row) {
        Blind called = row.keys().person();
        if (called != null) {
            Named named = names.get(called);
            ListedPerson holder = holder(named);
            if (holder != null && !holder.gone()) {
                return holder;
            }
            if (holder != null) {
                stale.add(new Stale(named, named.owner()));
                named.owner(Named.NOBODY);
            }
        }
        for (int i = 0; i < row.keys().addresses(); i++) {
            ListedPerson holder = holder(names.get(row.keys().address(i)));
            if (holder != null && holder.isMeantBy(row)) {
                return holder;
            }
        }
        return ListedPerson.fresh(row.organisation());
    }

    /// Who has a claim, or will have; null for nobody.
    private @Nullable ListedPerson holder(Named named) {
        ListedPerson inBatch = named.person();
        if (inBatch != null) {
            return inBatch;
        }
        return named.owner() == Named.NOBODY
                ? null
                : owners.computeIfAbsent(
                        named.owner(),
                        ordinal -> ListedPerson.owner(ordinal, contacts.get(ordinal), erased.test(ordinal)));
    }

    // ---- what came of it

    /// All that rows name, in the order of the store.
    Named[] names() {
        return names.ascending();
    }

    /// The register knows all claims now: what rows name is kept here no longer. Any thread.
    void claimed() {
        names = ListNames.NONE;
    }

    /// The claim that is made to something, once everybody has an ordinal; [Named#NOBODY] for none, and if the
    /// register knows it already.
    int claimant(Blind blind) {
        return names.claimant(blind);
    }

    /// Whom rows name by this ordinal, once everybody has one; null for nobody.
    @Nullable
    ListedPerson person(int ordinal) {
        if (peopleByOrdinal.isEmpty()) {
            people.forEach(each -> peopleByOrdinal.put(each.ordinal(), each));
        }
        return peopleByOrdinal.get(ordinal);
    }

    /// The premises that rows name by this ordinal, once all have one; null for none.
    @Nullable
    ListedSite site(int ordinal) {
        if (sitesByOrdinal.isEmpty()) {
            sites.forEach(each -> sitesByOrdinal.put(each.ordinal(), each));
        }
        return sitesByOrdinal.get(ordinal);
    }

    /// Everybody whom rows name.
    List<ListedPerson> people() {
        return people;
    }

    List<ListedSite> sites() {
        return sites;
    }

    List<Stale> stale() {
        return stale;
    }

    /// In rows; what was changed is known once the people and sites are settled.
    ListDesk.Done done() {
        int registered = 0;
        int changed = 0;
        for (Taken each : taken) {
            if (each.person().isNew()) {
                registered++;
            } else if (each.person().changed()
                    || each.site() != null && each.site().changed()) {
                changed++;
            }
        }
        return new ListDesk.Done(
                registered, changed, taken.size() - registered - changed, refused, List.copyOf(faults));
    }
}

package uk.tocsin.console.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;

/// Somebody whom rows of a batch name, or whose address they name.
final class ListedPerson {
    private final @Nullable Contact before;

    /// Erased: what they claimed is kept for a time, and names nobody.
    private final boolean gone;

    private List<Listed> rows = new ArrayList<>(2);
    private List<Organisation.Address> addresses = new ArrayList<>(3);
    private List<ListedSite> sites = new ArrayList<>(2);
    private @Nullable UUID organisation;
    private int ordinal;
    private @Nullable Contact after;
    private byte @Nullable [] record;

    private ListedPerson(int ordinal, @Nullable Contact before, boolean gone, @Nullable UUID organisation) {
        this.ordinal = ordinal;
        this.before = before;
        this.gone = gone;
        this.organisation = organisation;
    }

    /// Somebody whom nothing names yet.
    static ListedPerson fresh(UUID organisation) {
        return new ListedPerson(Named.NOBODY, null, false, organisation);
    }

    /// The owner of something.
    ///
    /// @param before their record; null if they have none
    static ListedPerson owner(int ordinal, @Nullable Contact before, boolean erased) {
        return new ListedPerson(ordinal, before, before == null && erased, null);
    }

    boolean gone() {
        return gone;
    }

    int ordinal() {
        return ordinal;
    }

    void at(int fresh) {
        ordinal = fresh;
    }

    int shard() {
        return ordinal == Named.NOBODY
                ? Shards.shardOfId(rows.getFirst().organisation().getLeastSignificantBits())
                : Shards.shardOf(ordinal);
    }

    // ---- whom a row means

    /// Whether the owner of an address is whom a row means that the list calls nothing it has been called before.
    boolean isMeantBy(Listed row) {
        if (row.known().isPresent()) {
            return before != null && row.known().get().equals(before.id());
        }
        if (gone || !isIn(row)) {
            return false;
        }
        boolean unfinished = before == null && ordinal != Named.NOBODY && rows.isEmpty();
        return unfinished || row.keys().person() == null && name().equalsIgnoreCase(name(row));
    }

    /// Whether they belong to the organisation of a row.
    private boolean isIn(Listed row) {
        if (before != null) {
            return before.id().equals(Registrar.idOf(row.organisation(), Shards.slotOf(ordinal)));
        }
        return organisation == null ? Shards.shardOf(ordinal) == row.shard() : organisation.equals(row.organisation());
    }

    private String name() {
        return rows.isEmpty() ? before == null ? "" : before.name().strip() : name(rows.getLast());
    }

    private static String name(Listed row) {
        return row.who().name().strip();
    }

    // ---- what rows add

    boolean hasRoom(Organisation.Address address) {
        int others = 0;
        if (before != null) {
            if (at(address).isPresent()) {
                return true;
            }
            others = before.endpoints().size() + before.profile().retired().size();
        }
        return addresses.contains(address) || addresses.size() + others < Endpoint.MAX;
    }

    /// Where they have an address already.
    Optional<Endpoint> at(Organisation.Address address) {
        return before == null
                ? Optional.empty()
                : before.endpoints().stream()
                        .filter(e -> has(e, address.channel(), address.value()))
                        .findFirst();
    }

    private static boolean has(Endpoint endpoint, ChannelKind channel, String address) {
        return endpoint.channel() == channel && endpoint.address().equals(address);
    }

    /// Takes a row that is theirs, with those of its addresses that are.
    void take(Listed row, List<Organisation.Address> theirs, @Nullable ListedSite site) {
        if (organisation == null) {
            organisation = row.organisation();
        }
        rows.add(row);
        for (Organisation.Address each : theirs) {
            if (!addresses.contains(each)) {
                addresses.add(each);
            }
        }
        if (site != null && !sites.contains(site)) {
            sites.add(site);
        }
    }

    boolean isNamed() {
        return !rows.isEmpty();
    }

    List<Listed> rows() {
        return rows;
    }

    List<Organisation.Address> addresses() {
        return addresses;
    }

    List<ListedSite> sites() {
        return sites;
    }

    // ---- what becomes of them

    boolean isNew() {
        return before == null;
    }

    /// What becomes of their record, worked out by whoever asks first; everybody and every site that the batch names
    /// has an ordinal. Any thread, once all rows of the batch are read.
    synchronized Contact settle(Instant now) {
        byte[] kept = record;
        if (kept != null) {
            return ContactCodec.decode(kept);
        }
        Contact settled = after;
        if (settled == null) {
            settled = before == null ? ListedContact.fresh(this, now) : ListedContact.renewed(this, before);
            after = settled;
        }
        return settled;
    }

    /// The record of somebody new, who is settled, as bytes. They are all that is kept from here on: there are
    /// thousands under way, and what lies in memory for long costs every collection of garbage.
    synchronized byte[] record(Contact settled) {
        byte[] bytes = ContactCodec.encode(settled);
        record = bytes;
        after = null;
        rows = List.of();
        addresses = List.of();
        sites = List.of();
        return bytes;
    }

    /// Whether the record of somebody who has one must be written anew.
    synchronized boolean changed() {
        return after != null && !after.equals(before);
    }
}

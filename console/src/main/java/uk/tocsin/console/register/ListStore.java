package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Shards;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.ShardRecord.SlotKind;

/// Stores what a batch of rows comes to: slots, claims, then records and premises, then codes, each when what
/// is before it is durable. Blocks, except [#write]; one thread. Seals on the threads of `workers`.
public final class ListStore {
    /// Entries in one record of a journal: 64 bytes each at most, and a record has its limit.
    private static final int MAX_ENTRIES = 2_000;

    private static final int PUT_BYTES = Register.MAX_PUT_BYTES / 2;

    private final Engine engine;
    private final Register register;
    private final Vault vault;
    private final Taxonomy taxonomy;
    private final Registrar registrar;
    private final InstantSource clock;
    private final Executor workers;
    private final Renewal renewal;

    /// By shard the position of the last record that was told it, -1 for none.
    private final long[] told = new long[Shards.COUNT];

    /// Changes the record of somebody who has one, when the work on them that was begun before has ended, and tells
    /// the shard. RegisterRefusal: they are not known any more.
    @FunctionalInterface
    public interface Renewal {
        /// Completes when it is durable.
        Future<Contact> renew(int ordinal, UnaryOperator<Contact> change);
    }

    /// @param workers seal, on bounded threads
    /// @param renewal for people who may be changing their own records meanwhile
    public ListStore(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Registrar registrar,
            InstantSource clock,
            Executor workers,
            Renewal renewal) {
        this.engine = engine;
        this.register = register;
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.registrar = registrar;
        this.clock = clock;
        this.workers = workers;
        this.renewal = renewal;
        Arrays.fill(told, -1);
    }

    // ---- slots

    private interface Numbered<T> {
        void at(T fresh, int ordinal);
    }

    /// Gives slots to people and premises that have none.
    void number(ListReading reading) {
        List<ListedPerson> people = reading.people().stream()
                .filter(each -> each.ordinal() == Named.NOBODY)
                .toList();
        List<ListedSite> sites = reading.sites().stream()
                .filter(each -> each.ordinal() == Named.NOBODY)
                .toList();
        List<Future<?>> numbered = new ArrayList<>();
        number(people, SlotKind.SUBSCRIBER, ListedPerson::shard, ListedPerson::at, numbered);
        number(sites, SlotKind.PREMISES, ListedSite::shard, ListedSite::at, numbered);
        ListWaits.all(numbered);
    }

    private <T> void number(
            List<T> fresh, SlotKind kind, ToIntFunction<T> shardOf, Numbered<T> numbering, List<Future<?>> numbered) {
        Map<Integer, List<T>> byShard = new TreeMap<>();
        fresh.forEach(each -> byShard.computeIfAbsent(shardOf.applyAsInt(each), _ -> new ArrayList<>())
                .add(each));
        byShard.forEach((shard, those) ->
                numbered.add(registrar.take(shard, kind, those.size()).map(first -> {
                    if (first < 0) {
                        throw new IllegalStateException("shard " + shard + " has no slots left");
                    }
                    for (int i = 0; i < those.size(); i++) {
                        numbering.at(those.get(i), Shards.ordinal(shard, first + i));
                    }
                    return those.size();
                })));
    }

    // ---- claims

    /// Claims all that nobody has.
    void claim(ListReading reading) {
        reading.stale()
                .forEach(each -> ListWaits.of(
                        register.releaseEndpoint(each.named().blind().bytes(), each.ordinal())));
        List<byte[]> blinds = new ArrayList<>();
        List<Integer> claimants = new ArrayList<>();
        for (Named each : reading.names()) {
            int claimant = each.claimant();
            if (claimant != Named.NOBODY) {
                blinds.add(each.blind().bytes());
                claimants.add(claimant);
            }
        }
        List<CompletableFuture<int[]>> parts = new ArrayList<>();
        for (int from = 0; from < blinds.size(); from += Register.MAX_CLAIMS) {
            int to = Math.min(blinds.size(), from + Register.MAX_CLAIMS);
            int[] wanted = claimants.subList(from, to).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            parts.add(register.claimEndpoints(blinds.subList(from, to), wanted)
                    .toCompletableFuture()
                    .thenApply(owners -> {
                        if (!Arrays.equals(owners, wanted)) {
                            throw new IllegalStateException("what nobody had was claimed by another meanwhile");
                        }
                        return owners;
                    }));
        }
        parts.forEach(ListWaits::of);
    }

    // ---- records, premises, codes

    /// The writing of a batch.
    static final class Writing {
        private final List<Future<?>> shards;

        private Writing(List<Future<?>> shards) {
            this.shards = shards;
        }

        void await() {
            ListWaits.all(shards);
        }
    }

    /// What one shard is to be told.
    private static final class Part {
        private final List<ListedPerson> people = new ArrayList<>();
        private final List<ListedSite> sites = new ArrayList<>();
    }

    /// Settles and seals everybody, and returns while that becomes durable.
    ///
    /// @param mend whether the shards are also told of those who are stored as they should be already: a
    ///     crash may have come before they were
    Writing write(ListReading reading, boolean mend) {
        Map<Integer, Part> parts = new TreeMap<>();
        reading.people()
                .forEach(each -> parts.computeIfAbsent(each.shard(), _ -> new Part())
                        .people
                        .add(each));
        reading.sites()
                .forEach(each -> parts.computeIfAbsent(each.shard(), _ -> new Part())
                        .sites
                        .add(each));
        List<CompletableFuture<Future<?>>> sealed = new ArrayList<>();
        parts.forEach(
                (shard, part) -> sealed.add(CompletableFuture.supplyAsync(() -> write(shard, part, mend), workers)));
        List<Future<?>> written = new ArrayList<>();
        sealed.forEach(each -> written.add(ListWaits.of(each)));
        return new Writing(written);
    }

    private Future<?> write(int shard, Part part, boolean mend) {
        List<Future<?>> written = new ArrayList<>();
        List<ShardRecord.SubscriberEntry> entries = people(shard, part.people, written);
        List<ListedSite> moved = sites(part.sites, mend, written);
        return Future.all(written).compose(_ -> tell(shard, moved, entries)).compose(_ -> renew(part.people, mend));
    }

    /// Those who have a record are read again: between the reading of the list and now they may have changed it, and
    /// what they say themselves counts. Who was erased meanwhile stays so. One after the other, so that no more
    /// reads wait than there are shards.
    private Future<?> renew(List<ListedPerson> people, boolean mend) {
        Future<Void> done = Future.succeededFuture();
        for (ListedPerson each : people) {
            if (!each.isNew() && (each.changed() || mend)) {
                done = done.compose(_ -> renew(each));
            }
        }
        return done;
    }

    private Future<Void> renew(ListedPerson person) {
        return renewal.renew(person.ordinal(), old -> ListedContact.renewed(person, old))
                .<Void>mapEmpty()
                .recover(failure ->
                        failure instanceof RegisterRefusal ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private List<ShardRecord.SubscriberEntry> people(int shard, List<ListedPerson> people, List<Future<?>> written) {
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>(people.size());
        List<Register.Entry> records = new ArrayList<>(people.size());
        int bytes = 0;
        for (ListedPerson each : people) {
            Contact contact = each.settle(clock.instant());
            int slot = Shards.slotOf(each.ordinal());
            if (!each.isNew()) {
                continue;
            }
            entries.add(IndexEntries.of(slot, contact, taxonomy));
            byte[] sealed = vault.seal(shard, slot, ContactCodec.encode(contact));
            if (bytes + sealed.length > PUT_BYTES) {
                written.add(Future.fromCompletionStage(register.put(shard, records)));
                records = new ArrayList<>();
                bytes = 0;
            }
            records.add(new Register.Entry(slot, sealed));
            bytes += sealed.length;
        }
        if (!records.isEmpty()) {
            written.add(Future.fromCompletionStage(register.put(shard, records)));
        }
        return entries;
    }

    /// Returns the sites that the shard is to be told of.
    private List<ListedSite> sites(List<ListedSite> sites, boolean mend, List<Future<?>> written) {
        List<ListedSite> moved = new ArrayList<>();
        Map<String, byte[]> documents = new TreeMap<>();
        int bytes = 0;
        for (ListedSite each : sites) {
            byte[] plain = each.settle();
            if (each.moves() || mend) {
                moved.add(each);
            }
            if (!each.changed()) {
                continue;
            }
            String key = Integer.toString(each.ordinal());
            byte[] sealed = vault.sealDocument(Premises.COLLECTION, key, plain);
            if (bytes + sealed.length > PUT_BYTES) {
                written.add(Future.fromCompletionStage(register.putDocuments(Premises.COLLECTION, documents)));
                documents = new TreeMap<>();
                bytes = 0;
            }
            documents.put(key, sealed);
            bytes += sealed.length;
        }
        if (!documents.isEmpty()) {
            written.add(Future.fromCompletionStage(register.putDocuments(Premises.COLLECTION, documents)));
        }
        return moved;
    }

    private Future<?> tell(int shard, List<ListedSite> moved, List<ShardRecord.SubscriberEntry> entries) {
        List<Future<Long>> positions = new ArrayList<>();
        for (int from = 0; from < moved.size(); from += MAX_ENTRIES) {
            List<ListedSite> part = moved.subList(from, Math.min(moved.size(), from + MAX_ENTRIES));
            positions.add(engine.append(
                    shard,
                    new ShardRecord.PremisesSet(
                            part.stream()
                                    .mapToInt(each -> Shards.slotOf(each.ordinal()))
                                    .toArray(),
                            part.stream().mapToInt(ListedSite::cell).toArray())));
        }
        for (int from = 0; from < entries.size(); from += MAX_ENTRIES) {
            positions.add(engine.append(
                    shard,
                    new ShardRecord.SubscribersSet(
                            entries.subList(from, Math.min(entries.size(), from + MAX_ENTRIES)))));
        }
        return Future.all(positions).onSuccess(_ -> positions.forEach(each -> tell(shard, each.result())));
    }

    private void tell(int shard, long position) {
        synchronized (told) {
            told[shard] = Math.max(told[shard], position);
        }
    }

    /// ListWaits until counts show all of it.
    void show() {
        List<Future<Void>> shown = new ArrayList<>();
        synchronized (told) {
            for (int shard = 0; shard < told.length; shard++) {
                if (told[shard] >= 0) {
                    shown.add(engine.shown(shard, told[shard]));
                }
            }
        }
        ListWaits.all(shown);
    }
}

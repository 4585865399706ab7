package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import uk.tocsin.model.SlotKind;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.ShardRecord;

/// Stores what a batch of rows comes to: slots, claims, then records and premises, then codes, each when what
/// is before it is durable. For one thread, which only [#number] and the waiting for what was begun block. Seals on
/// the threads of `workers`; hands over what was sealed on theirs, or on those of the register.
public final class ListStore {
    /// Entries in one record of a journal: 64 bytes each at most, and a record has its limit.
    private static final int MAX_ENTRIES = 2_000;

    private static final int PUT_BYTES = Register.MAX_PUT_BYTES / 2;

    private final Engine engine;
    private final Register register;
    private final Vault vault;
    private final Taxonomy taxonomy;
    private final SlotsAhead slots;
    private final SlotsAhead places;
    private final InstantSource clock;
    private final Executor workers;
    private final Renewal renewal;

    /// By shard what goes on there: touched by what `handedOver` stands for alone.
    private final List<Future<?>> last = new ArrayList<>(Collections.nCopies(Shards.COUNT, Future.succeededFuture()));

    private CompletableFuture<?> handedOver = CompletableFuture.completedFuture(null);

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
        this.slots = new SlotsAhead(registrar, SlotKind.SUBSCRIBER);
        this.places = new SlotsAhead(registrar, SlotKind.PREMISES);
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
        number(reading.people(), slots, ListedPerson::ordinal, ListedPerson::shard, ListedPerson::at);
        number(reading.sites(), places, ListedSite::ordinal, ListedSite::shard, ListedSite::at);
    }

    private static <T> void number(
            List<T> named,
            SlotsAhead ahead,
            ToIntFunction<T> ordinalOf,
            ToIntFunction<T> shardOf,
            Numbered<T> numbering) {
        List<T> fresh = named.stream()
                .filter(each -> ordinalOf.applyAsInt(each) == Named.NOBODY)
                .toList();
        int[] shards = fresh.stream().mapToInt(shardOf).toArray();
        ahead.need(shards);
        for (int i = 0; i < shards.length; i++) {
            numbering.at(fresh.get(i), Shards.ordinal(shards[i], ahead.next(shards[i])));
        }
    }

    // ---- claims

    /// Claims all that nobody has; completes, part by part, when it is durable. IllegalStateException: some of it was
    /// claimed by another meanwhile.
    private List<CompletableFuture<?>> claim(ListReading reading) {
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
        List<CompletableFuture<?>> claiming = new ArrayList<>();
        for (int from = 0; from < blinds.size(); from += Register.MAX_CLAIMS) {
            int to = Math.min(blinds.size(), from + Register.MAX_CLAIMS);
            int[] wanted = claimants.subList(from, to).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            claiming.add(register.claimEndpoints(blinds.subList(from, to), wanted)
                    .toCompletableFuture()
                    .thenAccept(owners -> {
                        if (!Arrays.equals(owners, wanted)) {
                            throw new IllegalStateException("what nobody had was claimed by another meanwhile");
                        }
                    }));
        }
        return claiming;
    }

    // ---- records, premises, codes

    /// The storing of a batch, which goes on by itself.
    static final class Storing {
        private final CompletableFuture<List<Future<?>>> shards;
        private final CompletableFuture<?> whole;

        private Storing(CompletableFuture<List<Future<?>>> shards) {
            this.shards = shards;
            this.whole = shards.thenCompose(all -> Future.all(all).toCompletionStage());
        }

        boolean isOver() {
            return whole.isDone();
        }

        /// Waits until all of it is durable.
        void await() {
            ListWaits.of(whole);
        }

        /// Waits until nothing of it goes on, whatever came of it.
        void end() {
            ListWaits.ended(shards.thenCompose(all -> Future.join(all).toCompletionStage()));
        }
    }

    /// What one shard is to be told, and what of it is stored: in calls of the register that each fit.
    private static final class Part {
        private final int shard;
        private final List<ListedPerson> people = new ArrayList<>();
        private final List<ListedSite> sites = new ArrayList<>();
        private final List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        private final List<ListedSite> moved = new ArrayList<>();
        private final List<List<Register.Entry>> records = new ArrayList<>();
        private final List<Map<String, byte[]>> documents = new ArrayList<>();

        Part(int shard) {
            this.shard = shard;
        }
    }

    /// Stores a batch, and returns while that goes on. Its claims become durable while it is sealed; what they name is
    /// written when the batch before it was handed to the register, so that what comes later in the list is written
    /// later.
    ///
    /// @param mend whether the shards are also told of those who are stored as they should be already: a crash may
    ///     have come before they were
    Storing store(ListReading reading, boolean mend) {
        CompletableFuture<Void> claimed = CompletableFuture.allOf(claim(reading).toArray(CompletableFuture[]::new))
                .thenRun(reading::claimed);
        List<CompletableFuture<?>> needed = new ArrayList<>();
        needed.add(claimed);
        List<CompletableFuture<Part>> parts = seal(reading, mend);
        needed.addAll(parts);
        needed.add(handedOver);
        CompletableFuture<List<Future<?>>> shards = CompletableFuture.allOf(needed.toArray(CompletableFuture[]::new))
                .thenApply(_ -> written(parts, mend));
        handedOver = shards;
        return new Storing(shards);
    }

    /// Settles and seals everybody, and returns while that goes on.
    private List<CompletableFuture<Part>> seal(ListReading reading, boolean mend) {
        Map<Integer, Part> parts = new TreeMap<>();
        reading.people()
                .forEach(each ->
                        parts.computeIfAbsent(each.shard(), Part::new).people.add(each));
        reading.sites()
                .forEach(each ->
                        parts.computeIfAbsent(each.shard(), Part::new).sites.add(each));
        return parts.values().stream()
                .map(part -> CompletableFuture.supplyAsync(
                        () -> {
                            people(part);
                            sites(part, mend);
                            return part;
                        },
                        workers))
                .toList();
    }

    private List<Future<?>> written(List<CompletableFuture<Part>> parts, boolean mend) {
        List<Future<?>> written = new ArrayList<>();
        for (CompletableFuture<Part> each : parts) {
            Part part = each.resultNow();
            Future<?> storing = write(part, mend, last.get(part.shard));
            last.set(part.shard, storing);
            written.add(storing);
        }
        return written;
    }

    /// @param before what the shard is told of the batches before, in whose order it must be told
    private Future<?> write(Part part, boolean mend, Future<?> before) {
        List<Future<?>> written = new ArrayList<>();
        part.records.forEach(some -> written.add(Future.fromCompletionStage(register.put(part.shard, some))));
        part.documents.forEach(
                some -> written.add(Future.fromCompletionStage(register.putDocuments(Premises.COLLECTION, some))));
        return Future.all(written)
                .compose(_ -> before)
                .compose(_ -> tell(part.shard, part.moved, part.entries))
                .compose(_ -> renew(part.people, mend));
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

    /// What becomes of somebody's record.
    Contact settled(ListedPerson person) {
        return person.settle(clock.instant());
    }

    private void people(Part part) {
        List<Register.Entry> records = new ArrayList<>(part.people.size());
        int bytes = 0;
        for (ListedPerson each : part.people) {
            Contact contact = settled(each);
            int slot = Shards.slotOf(each.ordinal());
            if (!each.isNew()) {
                continue;
            }
            part.entries.add(IndexEntries.of(slot, contact, taxonomy));
            byte[] sealed = vault.seal(part.shard, slot, each.record(contact));
            if (bytes + sealed.length > PUT_BYTES) {
                part.records.add(records);
                records = new ArrayList<>();
                bytes = 0;
            }
            records.add(new Register.Entry(slot, sealed));
            bytes += sealed.length;
        }
        if (!records.isEmpty()) {
            part.records.add(records);
        }
    }

    private void sites(Part part, boolean mend) {
        Map<String, byte[]> documents = new TreeMap<>();
        int bytes = 0;
        for (ListedSite each : part.sites) {
            ListedSite.Settled settled = each.settle();
            if (settled.moves() || mend) {
                part.moved.add(each);
            }
            if (!settled.changed()) {
                continue;
            }
            String key = Integer.toString(each.ordinal());
            byte[] sealed = vault.sealDocument(Premises.COLLECTION, key, settled.document());
            if (bytes + sealed.length > PUT_BYTES) {
                part.documents.add(documents);
                documents = new TreeMap<>();
                bytes = 0;
            }
            documents.put(key, sealed);
            bytes += sealed.length;
        }
        if (!documents.isEmpty()) {
            part.documents.add(documents);
        }
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
                            part.stream().mapToInt(each -> each.settle().cell()).toArray())));
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

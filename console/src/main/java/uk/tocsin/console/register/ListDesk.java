package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
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

/// Registers and changes people from lists, a batch of rows at a time. What is there already is left alone, so a list
/// that is read again writes nothing, and a batch that a crash cut short is simply done again.
///
/// A batch goes: who owns what the rows name → what is stored of them → what each row means ([ListReading]) → slots →
/// claims, ascending, so that neighbours in the store are written together → records and premises → codes. A claim
/// whose owner has no record, and was not erased, is of a batch that was cut short: the row takes that slot over.
///
/// Blocks; for a plain thread, one at a time, of an installation that nobody serves.
public final class ListDesk {
    private static final long PATIENCE_SECONDS = 300;
    /// Entries in one record of a journal: 64 bytes each at most, and a record has its limit.
    private static final int MAX_ENTRIES = 2_000;
    private static final int PUT_BYTES = Register.MAX_PUT_BYTES / 2;
    private static final int SCAN = 2_000;

    private final Engine engine;
    private final Register register;
    private final Vault vault;
    private final Taxonomy taxonomy;
    private final Registrar registrar;
    private final IntPredicate erased;
    private final InstantSource clock;
    private final Executor workers;

    /// @param erased whether the subscriber of an ordinal was erased
    /// @param workers seal, on bounded threads
    public ListDesk(
            Engine engine,
            Register register,
            Vault vault,
            Taxonomy taxonomy,
            Registrar registrar,
            IntPredicate erased,
            InstantSource clock,
            Executor workers) {
        this.engine = engine;
        this.register = register;
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.registrar = registrar;
        this.erased = erased;
        this.clock = clock;
        this.workers = workers;
    }

    /// What came of a batch, in rows.
    ///
    /// @param faults of rows and of single columns, by line
    public record Done(int registered, int changed, int unchanged, int refused, List<Denied> faults) {}

    /// A column that was left out, or a row that was.
    ///
    /// @param column empty for the whole row
    public record Denied(long line, String column, String reason) {}

    /// Does a batch; returns when all of it is durable and counts show it.
    public Done apply(List<Listed> rows) {
        ListReading reading = new ListReading(erased);
        reading.owners(rows, this::owners);
        reading.contacts(contacts(reading.owningPeople()));
        reading.premises(premises(reading.owningPremises()));
        rows.forEach(reading::read);
        number(reading.newPeople(), SlotKind.SUBSCRIBER, ListReading.Person::shard, ListReading.Person::at);
        number(reading.newSites(), SlotKind.PREMISES, ListReading.Site::shard, ListReading.Site::at);
        claim(reading);
        store(reading);
        return reading.done();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static void awaitAll(List<? extends Future<?>> all) {
        await(Future.all(all).toCompletionStage());
    }

    // ---- what is there

    private int[] owners(List<byte[]> ascending) {
        List<CompletableFuture<int[]>> parts = new ArrayList<>();
        for (int from = 0; from < ascending.size(); from += Register.MAX_CLAIMS) {
            int to = Math.min(ascending.size(), from + Register.MAX_CLAIMS);
            parts.add(register.endpointOwners(ascending.subList(from, to)).toCompletableFuture());
        }
        int[] owners = new int[ascending.size()];
        for (int i = 0; i < parts.size(); i++) {
            int[] part = await(parts.get(i));
            System.arraycopy(part, 0, owners, i * Register.MAX_CLAIMS, part.length);
        }
        return owners;
    }

    private static Map<Integer, int[]> slotsByShard(int[] ordinals) {
        Map<Integer, int[]> byShard = new TreeMap<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int each = shard;
            int[] slots = Arrays.stream(ordinals)
                    .filter(ordinal -> Shards.shardOf(ordinal) == each)
                    .map(Shards::slotOf)
                    .sorted()
                    .toArray();
            if (slots.length > 0) {
                byShard.put(shard, slots);
            }
        }
        return byShard;
    }

    private Map<Integer, Contact> contacts(int[] ordinals) {
        Map<Integer, Contact> found = new TreeMap<>();
        List<CompletionStage<Integer>> parts = new ArrayList<>();
        slotsByShard(ordinals).forEach((shard, slots) -> {
            for (int from = 0; from < slots.length; from += SCAN) {
                parts.add(register.fetch(shard, slots, from, Math.min(slots.length, from + SCAN), (slot, bytes) -> {
                    Contact contact = ContactCodec.decode(vault.open(shard, slot, bytes));
                    synchronized (found) {
                        found.put(Shards.ordinal(shard, slot), contact);
                    }
                }));
            }
        });
        parts.forEach(ListDesk::await);
        return found;
    }

    private Map<Integer, Premises> premises(int[] ordinals) {
        List<String> keys = Arrays.stream(ordinals).mapToObj(Integer::toString).toList();
        Map<Integer, Premises> found = new TreeMap<>();
        for (int from = 0; from < keys.size(); from += SCAN) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + SCAN));
            await(register.documents(Premises.COLLECTION, part))
                    .forEach((key, bytes) -> found.put(
                            Integer.parseInt(key),
                            Premises.decode(vault.openDocument(Premises.COLLECTION, key, bytes))));
        }
        return found;
    }

    // ---- what becomes of it

    private interface Numbered<T> {
        void at(T fresh, int ordinal);
    }

    private <T> void number(List<T> fresh, SlotKind kind, ToIntFunction<T> shardOf, Numbered<T> numbered) {
        Map<Integer, List<T>> byShard = new TreeMap<>();
        fresh.forEach(each -> byShard.computeIfAbsent(shardOf.applyAsInt(each), _ -> new ArrayList<>())
                .add(each));
        List<Future<Integer>> firsts = new ArrayList<>();
        byShard.forEach((shard, those) -> firsts.add(registrar.take(shard, kind, those.size())));
        awaitAll(firsts);
        Iterator<Future<Integer>> next = firsts.iterator();
        byShard.forEach((shard, those) -> {
            int first = next.next().result();
            if (first < 0) {
                throw new IllegalStateException("shard " + shard + " has no slots left");
            }
            for (int i = 0; i < those.size(); i++) {
                numbered.at(those.get(i), Shards.ordinal(shard, first + i));
            }
        });
    }

    private void claim(ListReading reading) {
        reading.stale().forEach((blind, ordinal) -> await(register.releaseEndpoint(blind.bytes(), ordinal)));
        List<ListReading.Claim> claims = reading.claims();
        List<CompletableFuture<int[]>> parts = new ArrayList<>();
        for (int from = 0; from < claims.size(); from += Register.MAX_CLAIMS) {
            List<ListReading.Claim> part = claims.subList(from, Math.min(claims.size(), from + Register.MAX_CLAIMS));
            List<byte[]> blinds =
                    part.stream().map(each -> each.blind().bytes()).toList();
            int[] wanted = part.stream().mapToInt(ListReading.Claim::ordinal).toArray();
            parts.add(register.claimEndpoints(blinds, wanted)
                    .toCompletableFuture()
                    .thenApply(owners -> {
                        if (!Arrays.equals(owners, wanted)) {
                            throw new IllegalStateException("what nobody had was claimed by another meanwhile");
                        }
                        return owners;
                    }));
        }
        parts.forEach(ListDesk::await);
    }

    /// What one shard is to be told.
    private static final class Part {
        private final List<ListReading.Person> people = new ArrayList<>();
        private final List<ListReading.Site> sites = new ArrayList<>();
    }

    private void store(ListReading reading) {
        Map<Integer, Part> parts = new TreeMap<>();
        reading.people()
                .forEach(each -> parts.computeIfAbsent(each.shard(), _ -> new Part())
                        .people
                        .add(each));
        reading.sites()
                .forEach(each -> parts.computeIfAbsent(each.shard(), _ -> new Part())
                        .sites
                        .add(each));
        List<CompletableFuture<Future<?>>> done = new ArrayList<>();
        parts.forEach((shard, part) -> done.add(CompletableFuture.supplyAsync(() -> store(shard, part), workers)));
        List<Future<?>> stored = new ArrayList<>();
        done.forEach(each -> stored.add(await(each)));
        awaitAll(stored);
    }

    private Future<?> store(int shard, Part part) {
        List<Future<?>> written = new ArrayList<>();
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        people(shard, part.people, entries, written);
        List<ListReading.Site> moved = new ArrayList<>();
        sites(part.sites, moved, written);
        return Future.all(written).compose(_ -> Future.all(tell(shard, moved, entries)));
    }

    private void people(
            int shard,
            List<ListReading.Person> people,
            List<ShardRecord.SubscriberEntry> entries,
            List<Future<?>> written) {
        List<Register.Entry> records = new ArrayList<>();
        int bytes = 0;
        for (ListReading.Person each : people) {
            Contact contact = each.contact(clock.instant());
            if (!each.changes(contact)) {
                continue;
            }
            int slot = Shards.slotOf(each.ordinal());
            byte[] sealed = vault.seal(shard, slot, ContactCodec.encode(contact));
            if (bytes + sealed.length > PUT_BYTES) {
                written.add(Future.fromCompletionStage(register.put(shard, records)));
                records = new ArrayList<>();
                bytes = 0;
            }
            records.add(new Register.Entry(slot, sealed));
            bytes += sealed.length;
            entries.add(IndexEntries.of(slot, contact, taxonomy));
        }
        if (!records.isEmpty()) {
            written.add(Future.fromCompletionStage(register.put(shard, records)));
        }
    }

    private void sites(List<ListReading.Site> sites, List<ListReading.Site> moved, List<Future<?>> written) {
        Map<String, byte[]> documents = new TreeMap<>();
        int bytes = 0;
        for (ListReading.Site each : sites) {
            Premises premises = each.premises();
            if (each.moves()) {
                moved.add(each);
            }
            if (!each.changes(premises)) {
                continue;
            }
            String key = Integer.toString(each.ordinal());
            byte[] sealed = vault.sealDocument(Premises.COLLECTION, key, premises.encode());
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
    }

    private List<Future<?>> tell(int shard, List<ListReading.Site> moved, List<ShardRecord.SubscriberEntry> entries) {
        List<Future<?>> told = new ArrayList<>();
        for (int from = 0; from < moved.size(); from += MAX_ENTRIES) {
            List<ListReading.Site> part = moved.subList(from, Math.min(moved.size(), from + MAX_ENTRIES));
            told.add(engine.change(
                    shard,
                    new ShardRecord.PremisesSet(
                            part.stream()
                                    .mapToInt(each -> Shards.slotOf(each.ordinal()))
                                    .toArray(),
                            part.stream().mapToInt(ListReading.Site::cell).toArray())));
        }
        for (int from = 0; from < entries.size(); from += MAX_ENTRIES) {
            told.add(engine.change(
                    shard,
                    new ShardRecord.SubscribersSet(
                            entries.subList(from, Math.min(entries.size(), from + MAX_ENTRIES)))));
        }
        return told;
    }
}

package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.moving.Addresses;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.Contact;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Shards;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Marks.Erasure;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.register.VaultException;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// Forgets people. In this order: the shard's journal says `Erased`, permanently, so nothing more is sent; what
/// they claimed is put down to be released in 30 days; the record goes, and its key with it. Each step can be
/// repeated, and what a crash leaves half done is completed by [#complete]. Any thread.
public final class Erasures {
    /// An address is not given to another subscriber before: late receipts and mistaken erasures end first.
    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final String RELEASES = "release";
    private static final int MAX_RELEASES = 10_000;

    private final Register register;
    private final Vault vault;
    private final Journal journal;
    private final InstantSource clock;

    /// Erases in this register and in the journals of the shards.
    public Erasures(Register register, Vault vault, Journal journal, InstantSource clock) {
        this.register = register;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
    }

    /// A record of the register, as far as it can be read.
    private record Found(int ordinal, Optional<Contact> contact) {
        boolean isOf(Erasure erasure) {
            return contact.map(known -> known.id().equals(erasure.subscriber())).orElse(true);
        }
    }

    /// Whose record stands at an ordinal; empty where none does. VaultException: it does not open.
    public Future<Optional<Erasure>> subscriber(int ordinal) {
        return find(Shards.shardOf(ordinal), new int[] {Shards.slotOf(ordinal)}).map(found -> {
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Contact contact = found.getFirst()
                    .contact()
                    .orElseThrow(() -> new VaultException("the record of ordinal " + ordinal + " cannot be read"));
            return Optional.of(new Erasure(ordinal, contact.id()));
        });
    }

    /// Completes the erasures whose record is still there; with how many those were. An erasure of somebody
    /// else than the record's subscriber fails everything: it is of another installation.
    public Future<Integer> complete(List<Erasure> erasures) {
        Map<Integer, Map<Integer, Erasure>> byShard = new TreeMap<>();
        for (Erasure each : erasures) {
            byShard.computeIfAbsent(Shards.shardOf(each.ordinal()), _ -> new TreeMap<>())
                    .put(Shards.slotOf(each.ordinal()), each);
        }
        Future<Integer> done = Future.succeededFuture(0);
        for (Map.Entry<Integer, Map<Integer, Erasure>> shard : byShard.entrySet()) {
            done = done.compose(
                    count -> complete(shard.getKey(), shard.getValue()).map(more -> count + more));
        }
        return done;
    }

    private Future<Integer> complete(int shard, Map<Integer, Erasure> bySlot) {
        int[] slots = bySlot.keySet().stream().mapToInt(Integer::intValue).toArray();
        return find(shard, slots).compose(found -> {
            Future<Integer> done = Future.succeededFuture(0);
            for (Found each : found) {
                Erasure erasure = bySlot.get(Shards.slotOf(each.ordinal()));
                if (erasure == null || !each.isOf(erasure)) {
                    return Future.failedFuture(new IllegalStateException("ordinal " + each.ordinal()
                            + " was erased, but its record is of another subscriber: the list is of another"
                            + " installation"));
                }
                done = done.compose(count -> forget(each).map(count + 1));
            }
            return done;
        });
    }

    private Future<List<Found>> find(int shard, int[] slots) {
        ConcurrentMap<Integer, byte[]> sealed = new ConcurrentHashMap<>();
        return Future.fromCompletionStage(register.fetch(shard, slots, 0, slots.length, sealed::put))
                .map(_ -> {
                    List<Found> found = new ArrayList<>();
                    new TreeMap<>(sealed)
                            .forEach((slot, bytes) ->
                                    found.add(new Found(Shards.ordinal(shard, slot), contact(shard, slot, bytes))));
                    return found;
                });
    }

    private Optional<Contact> contact(int shard, int slot, byte[] sealed) {
        try {
            return Optional.of(ContactCodec.decode(vault.open(shard, slot, sealed)));
        } catch (VaultException | CorruptRecordException e) {
            LOG.error("shard {}, slot {}: the record cannot be read", shard, slot, e);
            return Optional.empty();
        }
    }

    private Future<Void> forget(Found found) {
        int shard = Shards.shardOf(found.ordinal());
        int slot = Shards.slotOf(found.ordinal());
        byte[] erased = ShardCodec.encode(new ShardRecord.Erased(slot));
        return Future.fromCompletionStage(journal.append(shard, List.of(erased)))
                .compose(_ -> found.contact()
                        .map(contact -> putDown(found.ordinal(), contact)
                                .compose(_ ->
                                        leave(shard, slot, contact.profile().premises())))
                        .orElse(Future.succeededFuture()))
                .compose(_ -> Future.fromCompletionStage(register.erase(shard, slot)));
    }

    /// Takes somebody away from premises; those that nobody else answers for are forgotten.
    private Future<Void> leave(int shard, int slot, List<Integer> premises) {
        Future<Void> done = Future.succeededFuture();
        for (int each : premises) {
            String key = Integer.toString(Shards.ordinal(shard, each));
            done = done.compose(_ -> Future.fromCompletionStage(register.document(Premises.COLLECTION, key)))
                    .compose(found -> found.isEmpty() ? Future.succeededFuture() : leave(slot, key, found.get()));
        }
        return done;
    }

    private Future<Void> leave(int slot, String key, byte[] sealed) {
        Premises premises = Premises.decode(vault.openDocument(Premises.COLLECTION, key, sealed));
        List<Integer> left =
                premises.people().stream().filter(person -> person != slot).toList();
        return Future.fromCompletionStage(
                left.isEmpty()
                        ? register.eraseDocument(Premises.COLLECTION, key)
                        : register.putDocument(
                                Premises.COLLECTION,
                                key,
                                vault.sealDocument(
                                        Premises.COLLECTION,
                                        key,
                                        premises.of(left).encode())));
    }

    private Future<Void> putDown(int ordinal, Contact contact) {
        String key = Integer.toString(ordinal);
        List<byte[]> claims = contact.endpoints().stream()
                .map(endpoint -> vault.blindIndex(endpoint.channel(), endpoint.address()))
                .toList();
        byte[] plain = new Out()
                .time(clock.instant().plus(KEPT))
                .list(claims, Out::bytes)
                .toBytes();
        return Future.fromCompletionStage(
                register.putDocument(RELEASES, key, vault.sealDocument(RELEASES, key, plain)));
    }

    /// What the addresses of a sealed record are claimed by: all but those that are not confirmed yet.
    public static Addresses addresses(Vault vault) {
        return (shard, slot, record) -> ContactCodec.decode(vault.open(shard, slot, record)).endpoints().stream()
                .filter(endpoint -> endpoint.state() != EndpointState.UNCONFIRMED)
                .map(endpoint -> vault.blindIndex(endpoint.channel(), endpoint.address()))
                .toList();
    }

    /// Releases what was claimed by those who were erased 30 days ago or more; completes with how many people
    /// that concerned.
    public Future<Integer> release() {
        return Future.fromCompletionStage(register.documentKeys(RELEASES, MAX_RELEASES))
                .compose(keys -> {
                    Future<Integer> done = Future.succeededFuture(0);
                    for (String key : keys) {
                        done = done.compose(count -> release(key).map(released -> count + (released ? 1 : 0)));
                    }
                    return done;
                });
    }

    private Future<Boolean> release(String key) {
        return Future.fromCompletionStage(register.document(RELEASES, key)).compose(bytes -> {
            if (bytes.isEmpty()) {
                return Future.succeededFuture(false);
            }
            In in = new In(vault.openDocument(RELEASES, key, bytes.get()));
            boolean due = !in.time().isAfter(clock.instant());
            List<byte[]> claims = in.list(In::bytes);
            in.end();
            return due ? release(key, claims) : Future.succeededFuture(false);
        });
    }

    private Future<Boolean> release(String key, List<byte[]> claims) {
        int ordinal = Integer.parseInt(key);
        Future<Void> done = Future.succeededFuture();
        for (byte[] claim : claims) {
            done = done.compose(_ -> Future.fromCompletionStage(register.releaseEndpoint(claim, ordinal)));
        }
        return done.compose(_ -> Future.fromCompletionStage(register.eraseDocument(RELEASES, key)))
                .map(true);
    }
}

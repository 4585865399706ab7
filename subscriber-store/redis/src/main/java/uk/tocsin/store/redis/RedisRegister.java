package uk.tocsin.store.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register;

/// Sealed records, claims and documents in Redis. A write is answered when Redis has it on its disk
/// (`appendfsync always`, looked at by [Admission]), and changes all it is to change or nothing, because it is one
/// script. An erasure is answered when the bytes have left the append-only file: see [Erasures] for what that takes.
///
/// Any number of nodes may use one server. Nothing is ever repeated by this class. Who repeats a call whose answer
/// did not come should know: reads, claims and releases, erasures and puts of the same content can be repeated, except
/// that a put undoes what somebody else has put since.
final class RedisRegister implements Register {
    private static final int MAX_SCAN = 10_000;
    private static final int MAX_NAME = 200;

    private final Link link;
    private final Keys keys;
    private final Claims claims;
    private final Erasures erasures;
    private final Documents documents;
    private final Leases leases;

    RedisRegister(Link link, Keys keys, Erasures erasures) {
        this.link = link;
        this.keys = keys;
        this.erasures = erasures;
        this.claims = new Claims(link, keys);
        this.documents = new Documents(link, keys, erasures);
        this.leases = new Leases(link, keys, LEASE);
    }

    private static void checkSlot(int shard, int slot) {
        if (shard < 0 || shard >= Shards.COUNT || slot < 0) {
            throw new IllegalArgumentException("there is no slot " + slot + " of shard " + shard);
        }
    }

    private static void checkPut(String name, long bytes, int count) {
        if (bytes > MAX_PUT_BYTES || count > Pages.Put.MAX_FIELDS) {
            throw new IllegalArgumentException(name + ": " + bytes + " bytes in " + count + " are more than the "
                    + MAX_PUT_BYTES + " in " + Pages.Put.MAX_FIELDS + " of one call");
        }
    }

    private Pages pages(int shard) {
        return new Pages(keys.shardPages(shard), page -> keys.shardPage(shard, page));
    }

    @Override
    public CompletionStage<Void> put(int shard, List<Entry> entries) {
        checkSlot(shard, 0);
        List<Entry> kept = List.copyOf(entries);
        long bytes = 0;
        Pages.Put put = new Pages.Put(pages(shard));
        for (Entry entry : kept) {
            checkSlot(shard, entry.slot());
            bytes += entry.sealed().length;
            put.add(entry.slot(), entry.sealed());
        }
        checkPut("put in shard " + shard, bytes, kept.size());
        return Stages.done(link.run("put in shard " + shard, Script.PUT, put.call()));
    }

    @Override
    public CompletionStage<Integer> fetch(int shard, int[] slots, int from, int to, Sink sink) {
        checkSlot(shard, 0);
        if (from < 0 || to < from || to > slots.length) {
            throw new IllegalArgumentException(
                    "fetch of shard " + shard + ": no slots " + from + " to " + to + " of " + slots.length);
        }
        for (int i = from; i < to; i++) {
            if (slots[i] < 0 || i > from && slots[i] <= slots[i - 1]) {
                throw new IllegalArgumentException("fetch of shard " + shard + ": the slots do not ascend at " + i);
            }
        }
        return new Fetch(link, pages(shard), shard, slots, from, to, sink).start();
    }

    @Override
    public CompletionStage<List<Entry>> scan(int shard, int fromSlot, int limit) {
        checkSlot(shard, fromSlot);
        if (limit < 0) {
            throw new IllegalArgumentException("scan of shard " + shard + ": the limit " + limit + " is negative");
        }
        return new Scan<>(link, "scan of shard " + shard, pages(shard), true, Math.min(limit, MAX_SCAN), Entry::new)
                .start(fromSlot);
    }

    @Override
    public CompletionStage<Void> erase(int shard, int slot) {
        checkSlot(shard, slot);
        Pages pages = pages(shard);
        return erasures.erase(
                "erasure in shard " + shard,
                new Commands.Call(
                        List.of(pages.index(), pages.key(slot), keys.erasures()),
                        List.of(Commands.ascii(Pages.pageOf(slot)), Pages.fieldOf(slot))));
    }

    @Override
    public CompletionStage<Integer> claimEndpoint(byte[] blindIndex, int ordinal) {
        return Stages.map(claimEndpoints(List.of(blindIndex), new int[] {ordinal}), owners -> owners[0]);
    }

    @Override
    public CompletionStage<int[]> claimEndpoints(List<byte[]> blindIndexes, int[] ordinals) {
        List<byte[]> kept = List.copyOf(blindIndexes);
        int[] claimants = ordinals.clone();
        if (kept.size() != claimants.length || kept.size() > MAX_CLAIMS) {
            throw new IllegalArgumentException("claim: " + kept.size() + " blind indexes for " + claimants.length
                    + " ordinals; at most " + MAX_CLAIMS + " of each");
        }
        kept.forEach(Claims::check);
        for (int ordinal : claimants) {
            if (ordinal < 0) {
                throw new IllegalArgumentException("an endpoint cannot belong to ordinal " + ordinal);
            }
        }
        return claims.claim(kept, claimants);
    }

    @Override
    public CompletionStage<OptionalInt> endpointOwner(byte[] blindIndex) {
        Claims.check(blindIndex);
        return claims.owner(blindIndex);
    }

    @Override
    public CompletionStage<int[]> endpointOwners(List<byte[]> blindIndexes) {
        List<byte[]> kept = List.copyOf(blindIndexes);
        checkMany(kept.size());
        kept.forEach(Claims::check);
        return claims.owners(kept);
    }

    @Override
    public CompletionStage<List<Claim>> claims(int part) {
        if (part < 0 || part >= CLAIM_PARTS) {
            throw new IllegalArgumentException("claims have no part " + part);
        }
        return claims.ofPart(part);
    }

    @Override
    public CompletionStage<Void> releaseEndpoint(byte[] blindIndex, int ordinal) {
        Claims.check(blindIndex);
        return claims.release(blindIndex, ordinal);
    }

    @Override
    public CompletionStage<Void> putDocument(String collection, String key, byte[] sealed) {
        return putDocuments(collection, Map.of(key, sealed));
    }

    @Override
    public CompletionStage<Void> putDocuments(String collection, Map<String, byte[]> sealed) {
        SortedMap<String, byte[]> kept = new TreeMap<>(sealed);
        checkName(collection, "");
        long bytes = 0;
        for (Map.Entry<String, byte[]> each : kept.entrySet()) {
            checkName(collection, each.getKey());
            bytes += each.getValue().length;
        }
        checkPut("put in " + collection, bytes, kept.size());
        return documents.put(collection, kept);
    }

    @Override
    public CompletionStage<Optional<byte[]>> document(String collection, String key) {
        return Stages.map(documents(collection, List.of(key)), found -> Optional.ofNullable(found.get(key)));
    }

    @Override
    public CompletionStage<Map<String, byte[]>> documents(String collection, List<String> keys) {
        List<String> kept = List.copyOf(keys);
        checkMany(kept.size());
        kept.forEach(key -> checkName(collection, key));
        return documents.get(collection, kept);
    }

    @Override
    public CompletionStage<List<String>> documentKeys(String collection, int limit) {
        checkName(collection, "");
        return limit <= 0 ? CompletableFuture.completedFuture(List.of()) : documents.keys(collection, limit);
    }

    @Override
    public CompletionStage<List<String>> documentKeysAfter(String collection, String key, int limit) {
        checkName(collection, key);
        return limit <= 0 ? CompletableFuture.completedFuture(List.of()) : documents.keysAfter(collection, key, limit);
    }

    @Override
    public CompletionStage<List<String>> collections() {
        return documents.collections();
    }

    @Override
    public CompletionStage<Void> eraseDocument(String collection, String key) {
        checkName(collection, key);
        return documents.erase(collection, key);
    }

    @Override
    public CompletionStage<Void> removeDocument(String collection, String key) {
        checkName(collection, key);
        return documents.remove(collection, key);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletionStage<Runnable> hold(String what) {
        checkName(what, "");
        return leases.hold(what);
    }

    private static void checkMany(int count) {
        if (count > MAX_CLAIMS) {
            throw new IllegalArgumentException(count + " are more than the " + MAX_CLAIMS + " of one call");
        }
    }

    private static void checkName(String collection, String key) {
        if (collection.isEmpty() || collection.length() > MAX_NAME || key.length() > MAX_NAME) {
            throw new IllegalArgumentException("a collection has 1 to " + MAX_NAME + " characters, a key at most that");
        }
    }

    /// Lets what was asked be answered. What bytes of erasures are not gone yet, another node or the next start sees
    /// to.
    @Override
    public void close() {
        erasures.close();
        link.close();
    }
}

package uk.tocsin.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Shards;

/// A [Register] in memory, for tests. One lock; everything happens at once on the caller's thread.
public final class MemoryRegister implements Register {
    private static final Comparator<String> NUMBERS_FIRST =
            Comparator.comparingInt(MemoryRegister::number).thenComparing(Comparator.naturalOrder());

    private final TreeMap<Long, byte[]> records = new TreeMap<>();
    private final TreeMap<String, Integer> claims = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, byte[]>> documents = new TreeMap<>();
    private boolean closed;

    /// Another with what this one holds; this one is closed.
    public MemoryRegister reopened() {
        close();
        MemoryRegister next = new MemoryRegister();
        next.records.putAll(records);
        next.claims.putAll(claims);
        next.documents.putAll(documents);
        return next;
    }

    private static long key(int shard, int slot) {
        if (shard < 0 || shard >= Shards.COUNT || slot < 0) {
            throw new IllegalArgumentException("there is no slot " + slot + " of shard " + shard);
        }
        return (long) shard << 32 | slot;
    }

    private static void limit(long bytes) {
        if (bytes > MAX_PUT_BYTES) {
            throw new IllegalArgumentException(bytes + " bytes are more than " + MAX_PUT_BYTES);
        }
    }

    private interface Work<T extends @Nullable Object> {
        T run();
    }

    private synchronized <T extends @Nullable Object> CompletionStage<T> stage(Work<T> work) {
        if (closed) {
            return CompletableFuture.failedFuture(new RegisterException("register: closed"));
        }
        try {
            return CompletableFuture.completedFuture(work.run());
        } catch (RegisterException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Void> done(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stage(() -> {
                    work.run();
                    return true;
                })
                .whenComplete((_, error) -> {
                    if (error == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(error);
                    }
                });
        return done;
    }

    @Override
    public CompletionStage<Void> put(int shard, List<Entry> entries) {
        key(shard, 0);
        entries.forEach(entry -> key(shard, entry.slot()));
        limit(entries.stream().mapToLong(entry -> entry.sealed().length).sum());
        return done(() -> entries.forEach(
                entry -> records.put(key(shard, entry.slot()), entry.sealed().clone())));
    }

    @Override
    public CompletionStage<Integer> fetch(int shard, int[] slots, int from, int to, Sink sink) {
        key(shard, 0);
        if (from < 0 || to < from || to > slots.length) {
            throw new IllegalArgumentException("no slots " + from + " to " + to + " of " + slots.length);
        }
        for (int i = from; i < to; i++) {
            if (slots[i] < 0 || i > from && slots[i] <= slots[i - 1]) {
                throw new IllegalArgumentException("the slots do not ascend at " + i);
            }
        }
        return stage(() -> {
            int found = 0;
            for (int i = from; i < to; i++) {
                byte[] sealed = records.get(key(shard, slots[i]));
                if (sealed != null) {
                    found++;
                    hand(sink, slots[i], sealed.clone());
                }
            }
            return found;
        });
    }

    private static void hand(Sink sink, int slot, byte[] sealed) {
        try {
            sink.record(slot, sealed);
        } catch (RuntimeException e) {
            throw new RegisterException("fetch: the receiver failed", e);
        }
    }

    @Override
    public CompletionStage<List<Entry>> scan(int shard, int fromSlot, int limit) {
        long first = key(shard, fromSlot);
        if (limit < 0) {
            throw new IllegalArgumentException("the limit " + limit + " is negative");
        }
        return stage(() -> records.subMap(first, key(shard, Integer.MAX_VALUE) + 1).entrySet().stream()
                .limit(limit)
                .map(e -> new Entry(e.getKey().intValue(), e.getValue().clone()))
                .toList());
    }

    @Override
    public CompletionStage<Void> erase(int shard, int slot) {
        long key = key(shard, slot);
        return done(() -> records.remove(key));
    }

    private static String blind(byte[] blindIndex) {
        if (blindIndex.length != BLIND_INDEX_BYTES) {
            throw new IllegalArgumentException("a blind index has " + blindIndex.length + " bytes");
        }
        return HexFormat.of().formatHex(blindIndex);
    }

    @Override
    public CompletionStage<Integer> claimEndpoint(byte[] blindIndex, int ordinal) {
        return claimEndpoints(List.of(blindIndex), new int[] {ordinal}).thenApply(owners -> owners[0]);
    }

    @Override
    public CompletionStage<int[]> claimEndpoints(List<byte[]> blindIndexes, int[] ordinals) {
        if (blindIndexes.size() != ordinals.length || ordinals.length > MAX_CLAIMS) {
            throw new IllegalArgumentException(
                    blindIndexes.size() + " blind indexes, " + ordinals.length + " ordinals");
        }
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < ordinals.length; i++) {
            keys.add(blind(blindIndexes.get(i)));
            if (ordinals[i] < 0) {
                throw new IllegalArgumentException("no ordinal " + ordinals[i]);
            }
        }
        return stage(() -> {
            int[] owners = new int[ordinals.length];
            for (int i = 0; i < owners.length; i++) {
                claims.putIfAbsent(keys.get(i), ordinals[i]);
                owners[i] = claims.getOrDefault(keys.get(i), ordinals[i]);
            }
            return owners;
        });
    }

    @Override
    public CompletionStage<OptionalInt> endpointOwner(byte[] blindIndex) {
        String key = blind(blindIndex);
        return stage(() -> {
            Integer owner = claims.get(key);
            return owner == null ? OptionalInt.empty() : OptionalInt.of(owner);
        });
    }

    @Override
    public CompletionStage<int[]> endpointOwners(List<byte[]> blindIndexes) {
        if (blindIndexes.size() > MAX_CLAIMS) {
            throw new IllegalArgumentException(blindIndexes.size() + " blind indexes");
        }
        List<String> keys = blindIndexes.stream().map(MemoryRegister::blind).toList();
        return stage(() ->
                keys.stream().mapToInt(key -> claims.getOrDefault(key, -1)).toArray());
    }

    @Override
    public CompletionStage<List<Claim>> claims(int part) {
        if (part < 0 || part >= CLAIM_PARTS) {
            throw new IllegalArgumentException("no part " + part);
        }
        String begin = HexFormat.of().toHexDigits((short) part);
        return stage(() -> claims.subMap(begin, begin + "g").entrySet().stream()
                .map(each -> new Claim(HexFormat.of().parseHex(each.getKey()), each.getValue()))
                .toList());
    }

    @Override
    public CompletionStage<Void> releaseEndpoint(byte[] blindIndex, int ordinal) {
        String key = blind(blindIndex);
        return done(() -> claims.remove(key, ordinal));
    }

    @Override
    public CompletionStage<Void> putDocument(String collection, String key, byte[] sealed) {
        limit(sealed.length);
        return done(() ->
                documents.computeIfAbsent(collection, _ -> new TreeMap<>()).put(key, sealed.clone()));
    }

    @Override
    public CompletionStage<Void> putDocuments(String collection, Map<String, byte[]> sealed) {
        limit(sealed.values().stream().mapToInt(bytes -> bytes.length).sum());
        return done(() -> sealed.forEach((key, bytes) ->
                documents.computeIfAbsent(collection, _ -> new TreeMap<>()).put(key, bytes.clone())));
    }

    private Map<String, byte[]> collection(String collection) {
        return documents.getOrDefault(collection, new TreeMap<>());
    }

    @Override
    public CompletionStage<Optional<byte[]>> document(String collection, String key) {
        return stage(() -> Optional.ofNullable(collection(collection).get(key)).map(byte[]::clone));
    }

    @Override
    public CompletionStage<Map<String, byte[]>> documents(String collection, List<String> keys) {
        if (keys.size() > MAX_CLAIMS) {
            throw new IllegalArgumentException(keys.size() + " keys");
        }
        List<String> wanted = List.copyOf(keys);
        return stage(() -> {
            Map<String, byte[]> found = new TreeMap<>();
            for (String key : wanted) {
                byte[] bytes = collection(collection).get(key);
                if (bytes != null) {
                    found.put(key, bytes.clone());
                }
            }
            return found;
        });
    }

    @Override
    public CompletionStage<List<String>> documentKeys(String collection, int limit) {
        return stage(() -> collection(collection).keySet().stream()
                .sorted(NUMBERS_FIRST)
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<List<String>> documentKeysAfter(String collection, String key, int limit) {
        return stage(() -> collection(collection).keySet().stream()
                .filter(each -> NUMBERS_FIRST.compare(each, key) > 0)
                .sorted(NUMBERS_FIRST)
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<List<String>> collections() {
        return stage(() -> documents.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList());
    }

    private static int number(String key) {
        return key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : Integer.MAX_VALUE;
    }

    @Override
    public CompletionStage<Void> eraseDocument(String collection, String key) {
        return done(() -> collection(collection).remove(key));
    }

    @Override
    public CompletionStage<Void> removeDocument(String collection, String key) {
        return eraseDocument(collection, key);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}

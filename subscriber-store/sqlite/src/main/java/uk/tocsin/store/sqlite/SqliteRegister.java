package uk.tocsin.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterException;

/// Sealed records, claims and documents in `register.db`. Both moments of an erasure are one here: it is answered when
/// the row is deleted, the write-ahead log is cut, and what SQLite left in pages is cleared ([Scrubber]).
final class SqliteRegister implements Register {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteRegister.class);
    private static final int MAX_SCAN = 10_000;
    private static final int MAX_NAME = 200;

    /// Every number of so many digits is an int.
    private static final int MAX_DIGITS = 9;

    private final Tasks writer;
    private final Readers readers;
    private final Claims claims;

    SqliteRegister(Tasks writer, Readers readers, Claims claims) {
        this.writer = writer;
        this.readers = readers;
        this.claims = claims;
    }

    static RuntimeException failure(Trouble trouble, String message, @Nullable Throwable cause) {
        return cause == null ? new RegisterException(message) : new RegisterException(message, cause);
    }

    static long key(int shard, int slot) {
        if (shard < 0 || shard >= Shards.COUNT || slot < 0) {
            throw new IllegalArgumentException("there is no slot " + slot + " of shard " + shard);
        }
        return (long) shard << 32 | slot;
    }

    private abstract static class Write<T> extends Task<T> {
        private final boolean forgets;

        Write(String name, long bytes, boolean forgets) {
            super(name, (int) bytes);
            this.forgets = forgets;
            if (bytes > MAX_PUT_BYTES) {
                throw new IllegalArgumentException(
                        name + ": " + bytes + " bytes are more than the " + MAX_PUT_BYTES + " of one call");
            }
        }

        @Override
        boolean forgets() {
            return forgets;
        }
    }

    @Override
    public CompletionStage<Void> put(int shard, List<Entry> entries) {
        key(shard, 0);
        List<Entry> kept = List.copyOf(entries);
        long bytes = 0;
        for (Entry entry : kept) {
            key(shard, entry.slot());
            bytes += entry.sealed().length;
        }
        return Stages.done(writer.submit(new Write<Boolean>("put in shard " + shard, bytes, false) {
            @Override
            Boolean write(Session session) throws SQLException {
                if (kept.isEmpty()) {
                    return true;
                }
                PreparedStatement put = session.sql("INSERT INTO record (key, sealed) VALUES (?, ?)"
                        + " ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed");
                for (Entry entry : kept) {
                    put.setLong(1, key(shard, entry.slot()));
                    put.setBytes(2, entry.sealed());
                    put.addBatch();
                }
                put.executeBatch();
                return true;
            }
        }));
    }

    @Override
    public CompletionStage<Integer> fetch(int shard, int[] slots, int from, int to, Sink sink) {
        return Fetch.start(readers, shard, slots, from, to, sink);
    }

    @Override
    public CompletionStage<List<Entry>> scan(int shard, int fromSlot, int limit) {
        long first = key(shard, fromSlot);
        if (limit < 0) {
            throw new IllegalArgumentException("scan of shard " + shard + ": the limit " + limit + " is negative");
        }
        return readers.read("scan of shard " + shard, Readers.Size.LARGE, session -> {
            PreparedStatement select =
                    session.sql("SELECT key, sealed FROM record WHERE key >= ? AND key <= ? ORDER BY key LIMIT ?");
            select.setLong(1, first);
            select.setLong(2, key(shard, Integer.MAX_VALUE));
            select.setInt(3, Math.min(limit, MAX_SCAN));
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry((int) rows.getLong(1), rows.getBytes(2)));
                }
            }
            return entries;
        });
    }

    @Override
    public CompletionStage<Void> erase(int shard, int slot) {
        long key = key(shard, slot);
        return Stages.done(writer.submit(new Write<Boolean>("erasure in shard " + shard, 0, true) {
            @Override
            Boolean write(Session session) throws SQLException {
                PreparedStatement delete = session.sql("DELETE FROM record WHERE key = ?");
                delete.setLong(1, key);
                return delete.executeUpdate() > 0;
            }
        }));
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
        List<Blind> blinds = kept.stream().map(Blind::of).toList();
        for (int ordinal : claimants) {
            checkOrdinal(ordinal);
        }
        long bytes = (long) kept.size() * BLIND_INDEX_BYTES;
        return writer.submit(new Claiming<int[]>("claim of " + kept.size() + " endpoints", bytes) {
            @Override
            int[] write(Session session) throws SQLException {
                return claims.claim(session, blinds, claimants);
            }
        });
    }

    /// A task that changes claims.
    private abstract class Claiming<T> extends Write<T> {
        Claiming(String name, long bytes) {
            super(name, bytes, false);
        }

        @Override
        void committed() {
            claims.committed();
        }

        @Override
        void rolledBack() {
            claims.rolledBack();
        }
    }

    @Override
    public CompletionStage<OptionalInt> endpointOwner(byte[] blindIndex) {
        List<Blind> blinds = List.of(Blind.of(blindIndex));
        return readers.read("owner of an endpoint", Readers.Size.SMALL, session -> {
            int owner = claims.owners(session, blinds)[0];
            return owner == ClaimTable.NOBODY ? OptionalInt.empty() : OptionalInt.of(owner);
        });
    }

    @Override
    public CompletionStage<int[]> endpointOwners(List<byte[]> blindIndexes) {
        checkMany(blindIndexes.size());
        List<Blind> blinds = blindIndexes.stream().map(Blind::of).toList();
        return learned(blinds.size())
                .thenCompose(_ -> readers.read(
                        "owners of " + blinds.size() + " endpoints",
                        Readers.Size.of(blinds.size()),
                        session -> claims.owners(session, blinds)));
    }

    /// Completes when so many claims may be looked up.
    private CompletionStage<Boolean> learned(int count) {
        return count < Claims.MANY || claims.learned()
                ? CompletableFuture.completedFuture(true)
                : writer.submit(new Write<Boolean>("reading of all claims", 0, false) {
                    @Override
                    Boolean write(Session session) throws SQLException {
                        claims.learn(session);
                        return true;
                    }
                });
    }

    @Override
    public CompletionStage<List<Claim>> claims(int part) {
        if (part < 0 || part >= CLAIM_PARTS) {
            throw new IllegalArgumentException("claims have no part " + part);
        }
        return merged().thenCompose(_ ->
                readers.read("claims of part " + part, Readers.Size.LARGE, session -> claims.ofBucket(session, part)));
    }

    /// Completes when those that were pending are in their buckets.
    private CompletionStage<Boolean> merged() {
        return claims.anyPending() ? writer.submit(new Merging()) : CompletableFuture.completedFuture(true);
    }

    private final class Merging extends Claiming<Boolean> {
        Merging() {
            super("merging of claims", 0);
        }

        @Override
        Boolean write(Session session) throws SQLException {
            claims.merge(session);
            return true;
        }
    }

    @Override
    public CompletionStage<Void> releaseEndpoint(byte[] blindIndex, int ordinal) {
        Blind blind = Blind.of(blindIndex);
        return Stages.done(writer.submit(new Claiming<Boolean>("release of an endpoint", 0) {
            @Override
            Boolean write(Session session) throws SQLException {
                return claims.release(session, blind, ordinal);
            }
        }));
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
        return Stages.done(writer.submit(new Write<Boolean>("put in " + collection, bytes, false) {
            @Override
            Boolean write(Session session) throws SQLException {
                if (kept.isEmpty()) {
                    return true;
                }
                PreparedStatement put = session.sql("INSERT INTO document (collection, key, sealed) VALUES (?, ?, ?)"
                        + " ON CONFLICT (collection, key) DO UPDATE SET sealed = excluded.sealed");
                for (Map.Entry<String, byte[]> each : kept.entrySet()) {
                    put.setString(1, collection);
                    setKey(put, each.getKey());
                    put.setBytes(3, each.getValue());
                    put.addBatch();
                }
                put.executeBatch();
                return true;
            }
        }));
    }

    @Override
    public CompletionStage<Optional<byte[]>> document(String collection, String key) {
        checkName(collection, key);
        return readers.read("document of " + collection, Readers.Size.SMALL, session -> {
            PreparedStatement select = session.sql("SELECT sealed FROM document WHERE collection = ? AND key = ?");
            select.setString(1, collection);
            setKey(select, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        });
    }

    @Override
    public CompletionStage<Map<String, byte[]>> documents(String collection, List<String> keys) {
        List<String> kept = List.copyOf(keys);
        checkMany(kept.size());
        kept.forEach(key -> checkName(collection, key));
        return readers.read("documents of " + collection, Readers.Size.of(kept.size()), session -> {
            PreparedStatement select = session.sql("SELECT sealed FROM document WHERE collection = ? AND key = ?");
            Map<String, byte[]> found = new HashMap<>();
            session.beginReading();
            try {
                for (String key : kept) {
                    select.setString(1, collection);
                    setKey(select, key);
                    try (ResultSet row = select.executeQuery()) {
                        if (row.next()) {
                            found.put(key, row.getBytes(1));
                        }
                    }
                }
            } finally {
                session.rollback();
            }
            return found;
        });
    }

    /// A key that is a number is stored as one, which takes half the bytes and puts neighbours together.
    private static void setKey(PreparedStatement statement, String key) throws SQLException {
        if (isNumber(key)) {
            statement.setInt(2, Integer.parseInt(key));
        } else {
            statement.setString(2, key);
        }
    }

    private static boolean isNumber(String key) {
        if (key.isEmpty() || key.length() > MAX_DIGITS || key.length() > 1 && key.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static void checkMany(int count) {
        if (count > MAX_CLAIMS) {
            throw new IllegalArgumentException(count + " are more than the " + MAX_CLAIMS + " of one call");
        }
    }

    @Override
    public CompletionStage<List<String>> documentKeys(String collection, int limit) {
        checkName(collection, "");
        return readers.read("keys of " + collection, Readers.Size.LARGE, session -> {
            PreparedStatement select =
                    session.sql("SELECT key FROM document WHERE collection = ? ORDER BY key LIMIT ?");
            select.setString(1, collection);
            select.setInt(2, Math.max(0, limit));
            return strings(select);
        });
    }

    @Override
    public CompletionStage<List<String>> documentKeysAfter(String collection, String key, int limit) {
        checkName(collection, key);
        return readers.read("keys of " + collection, Readers.Size.LARGE, session -> {
            PreparedStatement select =
                    session.sql("SELECT key FROM document WHERE collection = ? AND key > ? ORDER BY key LIMIT ?");
            select.setString(1, collection);
            setKey(select, key);
            select.setInt(3, Math.max(0, limit));
            return strings(select);
        });
    }

    @Override
    public CompletionStage<List<String>> collections() {
        return readers.read("collections", Readers.Size.LARGE, session -> {
            // One look-up for each, not a walk through all documents.
            PreparedStatement next = session.sql("SELECT min(collection) FROM document WHERE collection > ?");
            List<String> found = new ArrayList<>();
            @Nullable String last = "";
            while (last != null) {
                next.setString(1, last);
                try (ResultSet row = next.executeQuery()) {
                    row.next();
                    last = row.getString(1);
                }
                if (last != null) {
                    found.add(last);
                }
            }
            return found;
        });
    }

    private static List<String> strings(PreparedStatement select) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    @Override
    public CompletionStage<Void> eraseDocument(String collection, String key) {
        return delete("erasure in ", collection, key, true);
    }

    @Override
    public CompletionStage<Void> removeDocument(String collection, String key) {
        return delete("removal in ", collection, key, false);
    }

    private CompletionStage<Void> delete(String what, String collection, String key, boolean forgets) {
        checkName(collection, key);
        return Stages.done(writer.submit(new Write<Boolean>(what + collection, 0, forgets) {
            @Override
            Boolean write(Session session) throws SQLException {
                PreparedStatement delete = session.sql("DELETE FROM document WHERE collection = ? AND key = ?");
                delete.setString(1, collection);
                setKey(delete, key);
                return delete.executeUpdate() > 0;
            }
        }));
    }

    private static void checkOrdinal(int ordinal) {
        if (ordinal < 0) {
            throw new IllegalArgumentException("an endpoint cannot belong to ordinal " + ordinal);
        }
    }

    private static void checkName(String collection, String key) {
        if (collection.isEmpty() || collection.length() > MAX_NAME || key.length() > MAX_NAME) {
            throw new IllegalArgumentException("a collection has 1 to " + MAX_NAME + " characters, a key at most that");
        }
    }

    @Override
    public void close() {
        readers.close();
        if (claims.anyPending()) {
            var _ = writer.submit(new Merging()).exceptionally(reason -> {
                LOG.warn("register: claims stay in their log until the next time", reason);
                return false;
            });
        }
        writer.close();
    }
}

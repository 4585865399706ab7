package uk.tocsin.register;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Sealed records by (shard, slot), endpoint claims, and small sealed documents (staff, drafts). All methods
/// may be called from any thread and return at once; stages complete, and sinks are called, on bounded threads
/// of the implementation. A completed write is durable. Failures arrive as [RegisterException] in the stage.
public interface Register extends AutoCloseable {
    /// The most bytes one put may carry, and the most a document may have: commits are bounded so that no
    /// caller waits long for another.
    int MAX_PUT_BYTES = 1 << 20;

    /// The most claims one call may carry.
    int MAX_CLAIMS = 4096;

    /// The length of a blind index: 80 bits of an HMAC-SHA256. It proves nothing, it only tells addresses
    /// apart, so what counts is that no two have the same: any two of a hundred million, with a chance of 1
    /// in 10^8.
    int BLIND_INDEX_BYTES = 10;

    /// The sealed record of one slot.
    record Entry(int slot, byte[] sealed) {}

    /// Who owns a blind index.
    record Claim(byte[] blindIndex, int ordinal) {}

    /// How many parts [#claims] are told in.
    int CLAIM_PARTS = 1 << 16;

    /// Receives the records of a fetch in ascending order of slots.
    @FunctionalInterface
    interface Sink {
        /// `sealed` is the callee's to keep.
        void record(int slot, byte[] sealed);
    }

    /// Stores or replaces the records of a shard: all of them or none. IllegalArgumentException: no such shard
    /// or slot, or more than [#MAX_PUT_BYTES].
    CompletionStage<Void> put(int shard, List<Entry> entries);

    /// Reads the records of `slots[from]` to `slots[to - 1]` (ascending) of a shard; slots with no record are
    /// passed over. One round trip for a batch; a read holds no lock while the sink runs longer than its batch.
    /// Completes with the number found, after the last call of the sink.
    CompletionStage<Integer> fetch(int shard, int[] slots, int from, int to, Sink sink);

    /// The records of a shard from `fromSlot` on, ascending, at most `limit`: for sweeps and exports.
    CompletionStage<List<Entry>> scan(int shard, int fromSlot, int limit);

    /// Erases a record, in two moments. The stage completes with the first, within a second: no reader finds it any
    /// more, at any node, and neither a crash nor a power cut brings it back. The second comes by itself, then or
    /// later: no byte of it remains in the store's files. How much later depends on the store; a crash in between
    /// only delays it.
    CompletionStage<Void> erase(int shard, int slot);

    /// Claims an endpoint, by its keyed blind index ([#BLIND_INDEX_BYTES]), for a subscriber, unless it has
    /// an owner: completes with the owner's ordinal, which is `ordinal` when the claim succeeded or was held
    /// already. What is no endpoint is claimed in the same way: premises, and people by what their list calls
    /// them.
    CompletionStage<Integer> claimEndpoint(byte[] blindIndex, int ordinal);

    /// Claims many, at most [#MAX_CLAIMS], as [#claimEndpoint] does each in order: the owners by index.
    CompletionStage<int[]> claimEndpoints(List<byte[]> blindIndexes, int[] ordinals);

    /// The owner of an endpoint.
    CompletionStage<OptionalInt> endpointOwner(byte[] blindIndex);

    /// The owners of many endpoints, at most [#MAX_CLAIMS], by index; -1 for none. Fastest when the indexes
    /// ascend.
    CompletionStage<int[]> endpointOwners(List<byte[]> blindIndexes);

    /// The claims of a part, which are those whose blind index begins with these two bytes (0 to [#CLAIM_PARTS] - 1),
    /// ascending: for copies. One that comes or goes meanwhile is told or not.
    CompletionStage<List<Claim>> claims(int part);

    /// Gives a claim up, if `ordinal` holds it.
    CompletionStage<Void> releaseEndpoint(byte[] blindIndex, int ordinal);

    /// Stores or replaces a document. `collection` and `key` are codes, never personal data.
    CompletionStage<Void> putDocument(String collection, String key, byte[] sealed);

    /// Stores or replaces many documents of a collection, by key: all of them or none; together at most
    /// [#MAX_PUT_BYTES].
    CompletionStage<Void> putDocuments(String collection, Map<String, byte[]> sealed);

    /// A document.
    CompletionStage<Optional<byte[]>> document(String collection, String key);

    /// The documents of a collection that there are, of at most [#MAX_CLAIMS] keys.
    CompletionStage<Map<String, byte[]>> documents(String collection, List<String> keys);

    /// The keys of a collection, numbers first and in their order, then the others by letters; at most `limit`.
    CompletionStage<List<String>> documentKeys(String collection, int limit);

    /// The same of those that come after a key, whether or not that is there.
    CompletionStage<List<String>> documentKeysAfter(String collection, String key, int limit);

    /// The collections that hold a document, in order: for copies, which must not forget one.
    CompletionStage<List<String>> collections();

    /// Erases a document, as [#erase] does a record: for what holds personal data.
    CompletionStage<Void> eraseDocument(String collection, String key);

    /// Removes a document: it is never read again, and that is durable when the stage completes. Its bytes may stay
    /// in the store's files, sealed. For what holds no personal data of the public: it costs less than erasing.
    CompletionStage<Void> removeDocument(String collection, String key);

    /// Whether other nodes may change what is in it: then nobody may answer from memory what was read of it before.
    default boolean isShared() {
        return false;
    }

    /// The longest that something is held by a node that died or stands still.
    Duration LEASE = Duration.ofSeconds(30);

    /// Holds something for this node alone: completes when no other node holds it, with what gives it back. Callers of
    /// one node keep their own order. A register that is not shared has nobody to wait for.
    ///
    /// @param what a code, never personal data
    default CompletionStage<Runnable> hold(String what) {
        return CompletableFuture.completedFuture(() -> {});
    }

    @Override
    void close();
}

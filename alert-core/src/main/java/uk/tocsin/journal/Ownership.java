package uk.tocsin.journal;

import java.util.Set;

/// Who decides for which shard, where several nodes share the work: at any time at most one node is told that it
/// has a shard, and a shard that nobody has is soon given to a node that takes part. The owner of shard 0 is the
/// clerk.
///
/// This says who *should* decide. What makes a decision count is the claim in the shard's journal: a node that was
/// frozen learns late that it has lost its shards, and what it appends until then is ignored by its epoch.
public interface Ownership extends AutoCloseable {
    /// Takes part from now on. Returns at once; at most once for each instance. Any thread.
    void join(Owner owner);

    /// Takes part no longer: the owner is told to give up what it has, others are told at once. Waits until that
    /// is done, for a bounded time. Any thread but the one that calls the owner.
    @Override
    void close();

    /// A node that takes part. All methods are called on one thread of the implementation, which also keeps this
    /// node's membership alive: none may wait for long (a few seconds), or the node is taken for dead.
    interface Owner {
        /// These shards are this node's, besides those it had. Never empty.
        void assigned(Set<Integer> shards);

        /// These shards are to be another node's. Returns only when this node has stopped deciding for them: the
        /// other begins after that. The other shards of this node go on.
        void revoked(Set<Integer> shards);

        /// These shards may already be another node's: this node was not heard of for too long. Stops deciding
        /// for them at once.
        void lost(Set<Integer> shards);

        /// Taking part has ended for this reason, which words for the operator begin; nothing else is called.
        /// Shards that it had are [#lost] before.
        void failed(Throwable reason);
    }
}

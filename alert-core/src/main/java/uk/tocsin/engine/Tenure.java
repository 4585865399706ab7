package uk.tocsin.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/// Where this node stands with a shard. On the shard's context, except [#decides].
final class Tenure {
    private enum Stand {
        /// Another's, or nobody's: records are applied, nothing is decided.
        FOLLOWING,
        /// A claim is on its way, or not read back yet.
        CLAIMING,
        /// The newest claim is this node's.
        OWNING,
        /// The same, but it begins nothing more: it writes down how what it sent ended.
        LEAVING
    }

    private Stand stand = Stand.FOLLOWING;
    private boolean assigned;
    private long term;
    private int open;
    private @Nullable Promise<Void> left;
    private volatile boolean decides;

    private void to(Stand next) {
        stand = next;
        decides = next == Stand.OWNING;
        if (next == Stand.OWNING) {
            term++;
            open = 0;
        }
        if (next != Stand.LEAVING && left != null) {
            Promise<Void> told = left;
            left = null;
            told.complete();
        }
    }

    /// The shard is this node's to claim.
    void assigned() {
        assigned = true;
    }

    /// Whether it is to be claimed now.
    boolean wanted() {
        return assigned && stand == Stand.FOLLOWING;
    }

    /// A claim was appended.
    void claiming() {
        to(Stand.CLAIMING);
    }

    /// The claim was not stored.
    void notClaimed() {
        if (stand == Stand.CLAIMING) {
            to(Stand.FOLLOWING);
        }
    }

    /// A claim was read: from now on whoever made it owns the shard. One of this node's that it did not wait for is
    /// of its last life.
    void claimed(boolean mine) {
        if (stand == Stand.CLAIMING) {
            if (mine) {
                to(Stand.OWNING);
            }
        } else if (owns()) {
            to(Stand.FOLLOWING);
        }
    }

    /// Whether what this node decides counts.
    boolean owns() {
        return stand == Stand.OWNING || stand == Stand.LEAVING;
    }

    /// Whether it decides: it owns the shard and is to keep it. Any thread.
    boolean decides() {
        return decides;
    }

    /// Whether it has what it was assigned.
    boolean inPlace() {
        return !assigned || decides;
    }

    /// So many requests were handed to the sender; the term of office they belong to.
    long sent(int count) {
        open += count;
        return term;
    }

    /// So many requests of a term ended; whether it is still for this node to write that down.
    boolean ended(long of, int count) {
        boolean mine = owns() && of == term;
        if (mine) {
            open -= count;
        }
        return mine;
    }

    /// Gives the shard up; completes once nothing that it sent is unheard of and unwritten.
    Future<Void> leave() {
        assigned = false;
        if (!owns()) {
            to(Stand.FOLLOWING);
            return Future.succeededFuture();
        }
        Promise<Void> leaving = left == null ? Promise.promise() : left;
        left = leaving;
        to(Stand.LEAVING);
        return leaving.future();
    }

    /// Nothing is on its way to the journal, and nothing is left to write down.
    void rested() {
        if (stand == Stand.LEAVING && open == 0) {
            to(Stand.FOLLOWING);
        }
    }

    /// What is under way is not waited for.
    void ceded() {
        to(Stand.FOLLOWING);
    }

    /// The shard is not this node's to claim any more.
    void unassigned() {
        assigned = false;
    }
}

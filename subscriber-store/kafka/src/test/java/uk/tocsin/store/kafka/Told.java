package uk.tocsin.store.kafka;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Ownership;

/// A node that remembers what it owns.
class Told implements Ownership.Owner {
    private final Set<Integer> owned = new TreeSet<>();
    private final Consumer<String> heard;
    private @Nullable Throwable failure;

    /// @param heard what it is told, as a word and shards
    Told(Consumer<String> heard) {
        this.heard = heard;
    }

    synchronized Set<Integer> owned() {
        return Set.copyOf(owned);
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void assigned(Set<Integer> shards) {
        synchronized (this) {
            owned.addAll(shards);
        }
        heard.accept("assigned " + shards.size());
    }

    @Override
    public void revoked(Set<Integer> shards) {
        synchronized (this) {
            owned.removeAll(shards);
        }
        heard.accept("revoked " + shards.size());
    }

    @Override
    public void lost(Set<Integer> shards) {
        synchronized (this) {
            owned.removeAll(shards);
        }
        heard.accept("lost " + shards.size());
    }

    @Override
    public void failed(Throwable reason) {
        synchronized (this) {
            failure = reason;
        }
        heard.accept("failed " + reason.getMessage());
    }
}

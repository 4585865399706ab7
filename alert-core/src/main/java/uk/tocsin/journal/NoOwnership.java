package uk.tocsin.journal;

/// The ownership of a node that decides nothing: it takes no part.
public final class NoOwnership implements Ownership {
    @Override
    public void join(Owner owner) {
        // it is never told that it has a shard
    }

    @Override
    public void close() {
        // nor that it has none
    }
}

package uk.tocsin.journal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import uk.tocsin.model.Shards;

/// The ownership of an installation of one node: every shard is its own, until the end.
public final class SoleOwnership implements Ownership {
    private static final Set<Integer> ALL =
            IntStream.range(0, Shards.COUNT).boxed().collect(Collectors.toUnmodifiableSet());

    @Override
    public void join(Owner owner) {
        owner.assigned(ALL);
    }

    /// Nobody is to be told.
    @Override
    public void close() {}
}

package uk.tocsin.engine;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Ownership;

/// The shards that are this node's at the moment: takes them over and gives them up as it is told, and has the lanes
/// keep to this node's part of each quota. A part that is given up is out of use before anybody else can have it.
final class Holdings implements Ownership.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);
    private static final long LEAVE_SECONDS = 5;

    private final List<ShardRunner> shards;
    private final Runnable changed;
    private final Ports.Fatal fatal;
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();

    /// @param changed told after every change of [#count]
    Holdings(List<ShardRunner> shards, Runnable changed, Ports.Fatal fatal) {
        this.shards = shards;
        this.changed = changed;
        this.fatal = fatal;
    }

    /// How many shards are this node's. Any thread.
    int count() {
        return held.size();
    }

    @Override
    public void assigned(Set<Integer> fresh) {
        held.addAll(fresh);
        changed.run();
        fresh.forEach(shard -> shards.get(shard).own());
    }

    @Override
    public void revoked(Set<Integer> gone) {
        held.removeAll(gone);
        changed.run();
        CountDownLatch left = new CountDownLatch(1);
        Future.all(gone.stream().map(shard -> shards.get(shard).leave()).toList())
                .onComplete(_ -> left.countDown());
        try {
            if (!left.await(LEAVE_SECONDS, TimeUnit.SECONDS)) {
                lost(gone);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            lost(gone);
        }
    }

    @Override
    public void lost(Set<Integer> gone) {
        LOG.warn("{} shards may be another node's already: they were not given up in order", gone.size());
        held.removeAll(gone);
        changed.run();
        gone.forEach(shard -> shards.get(shard).lose());
    }

    @Override
    public void failed(Throwable reason) {
        fatal.end("this node takes part in the installation no more", reason);
    }
}

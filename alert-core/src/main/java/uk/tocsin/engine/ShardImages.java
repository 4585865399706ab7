package uk.tocsin.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.shard.Shard;

/// A shard's snapshots. On the shard's context.
final class ShardImages {
    private static final Logger LOG = LoggerFactory.getLogger(ShardImages.class);

    private final int number;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Taxonomy taxonomy;
    private long savedAt;

    ShardImages(int number, Ports ports) {
        this.number = number;
        this.journal = ports.journal();
        this.snapshots = ports.snapshots();
        this.taxonomy = ports.taxonomy();
    }

    /// A state, and the position of the first record that is not in it.
    record Image(Shard shard, long next) {}

    Shard empty() {
        return new Shard(new Selector(taxonomy));
    }

    /// The newest of these that can be read; a shard in which nothing has happened if none can: following the
    /// journal from its beginning then fails, unless all of it is still there.
    Image newest(List<Snapshots.Snapshot> found) {
        for (Snapshots.Snapshot snapshot : found) {
            try {
                Shard shard = Shard.read(new In(snapshot.state()), new Selector(taxonomy));
                savedAt = snapshot.position();
                return new Image(shard, savedAt);
            } catch (CorruptRecordException e) {
                LOG.error("shard {}: the snapshot at {} is not used", number, snapshot.position(), e);
            }
        }
        return new Image(empty(), 0);
    }

    /// Saves the state at a position if at least `every` records are not saved yet; completes, also when that
    /// fails, once it is over.
    Future<Void> save(Shard shard, long next, long every) {
        if (next - savedAt < every) {
            return Future.succeededFuture();
        }
        Out out = new Out(1 << 16);
        shard.write(out);
        savedAt = next;
        Promise<Void> done = Promise.promise();
        snapshots
                .save(new Snapshots.Snapshot(number, next, out.toBytes()))
                .thenCompose(needless -> journal.deleteBelow(number, needless))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("shard {}: no snapshot at {}: {}", number, next, failure.toString());
                    }
                    done.complete();
                });
        return done.future();
    }
}

package uk.tocsin.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.ControlState;
import uk.tocsin.engine.Selector;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Shards;
import uk.tocsin.model.codec.In;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;

/// What the logs of an installation say, folded without an engine: nothing is claimed, decided or written. For
/// the command line, on a data directory that nobody serves. Blocks its caller.
public final class StoredState {
    private final Journal journal;
    private final Snapshots snapshots;
    private final Taxonomy taxonomy;

    /// Reads these logs.
    public StoredState(Journal journal, Snapshots snapshots, Taxonomy taxonomy) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.taxonomy = taxonomy;
    }

    /// The segments of all shards.
    public List<SegmentView> segments() {
        return shards().stream().map(Shard::segments).toList();
    }

    /// The ledgers of an alert in the shards that followed it; empty if it was never dispatched.
    public List<LedgerView> ledgers(int alert) {
        return shards().stream()
                .map(shard -> shard.view(alert))
                .filter(Objects::nonNull)
                .map(LedgerView.class::cast)
                .toList();
    }

    /// The control fold.
    public ControlState control() {
        ControlState state = new ControlState();
        LogReader.read(journal, Journal.CONTROL, 0, state::apply);
        return state;
    }

    /// Every record of the control log, in order.
    public List<byte[]> controlLog() {
        List<byte[]> records = new ArrayList<>();
        LogReader.read(journal, Journal.CONTROL, 0, (_, bytes) -> records.add(bytes));
        return records;
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        for (int number = 0; number < Shards.COUNT; number++) {
            shards.add(shard(number));
        }
        return shards;
    }

    private Shard shard(int number) {
        Selector selector = new Selector(taxonomy);
        List<Snapshots.Snapshot> latest =
                snapshots.latest(number).toCompletableFuture().join();
        Shard shard = latest.isEmpty()
                ? new Shard(selector)
                : Shard.read(new In(latest.getFirst().state()), selector);
        long from = latest.isEmpty() ? 0 : latest.getFirst().position();
        LogReader.read(journal, number, from, (position, bytes) -> shard.apply(position, ShardCodec.decode(bytes)));
        return shard;
    }
}

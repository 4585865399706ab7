package uk.tocsin.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
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
/// the command line, on a data directory that nobody serves. Blocks its caller; one thread.
public final class StoredState {
    private static final long WAIT_SECONDS = 600;

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
        read(Journal.CONTROL, 0, state::apply);
        return state;
    }

    /// Every record of the control log, in order.
    public List<byte[]> controlLog() {
        List<byte[]> records = new ArrayList<>();
        read(Journal.CONTROL, 0, (_, bytes) -> records.add(bytes));
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
        List<Snapshots.Snapshot> latest = await(snapshots.latest(number));
        Shard shard = latest.isEmpty()
                ? new Shard(selector)
                : Shard.read(new In(latest.getFirst().state()), selector);
        long from = latest.isEmpty() ? 0 : latest.getFirst().position();
        read(number, from, (position, bytes) -> shard.apply(position, ShardCodec.decode(bytes)));
        return shard;
    }

    /// Gives every record from a position to the end of a log as it is now.
    private void read(int log, long from, BiConsumer<Long, byte[]> each) {
        long end = await(journal.end(log));
        if (from >= end) {
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Journal.Follower reader = new Journal.Follower() {
            @Override
            public void records(long firstPosition, List<byte[]> records) {
                long position = firstPosition;
                for (byte[] bytes : records) {
                    if (position < end) {
                        each.accept(position, bytes);
                    }
                    position++;
                }
                if (position >= end) {
                    done.complete(null);
                }
            }

            @Override
            public void failed(Throwable reason) {
                done.completeExceptionally(reason);
            }
        };
        try (ExecutorService one = Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("tocsin-read").factory());
                Journal.Following _ = journal.follow(log, from, one, reader)) {
            await(done);
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the logs were read", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the logs cannot be read: " + e.getMessage(), e);
        }
    }
}

package uk.tocsin.bench.jmh;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import uk.tocsin.bench.FilledShard;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.shard.Applied;

/// What applying records costs a delivery: tries of 4,000, their outcomes, and evidence in a dozen batches a kind.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerJmh {
    private static final int SLOTS = 156_250;
    private static final long NOW_MS = 1_780_000_000_000L;

    private @Nullable FilledShard fresh;
    private @Nullable FilledShard attempted;
    private @Nullable FilledShard accepted;
    private List<Applied.Opened> opened = List.of();

    /// Shards before each of the three.
    @Setup(Level.Iteration)
    public void fill() {
        fresh = new FilledShard(SLOTS, 1, NOW_MS);
        attempted = new FilledShard(SLOTS, 1, NOW_MS);
        opened = attempted.attempt(ChannelKind.PUSH);
        accepted = new FilledShard(SLOTS, 1, NOW_MS);
        accepted.accept(accepted.attempt(ChannelKind.PUSH));
    }

    /// Attempted.
    @Benchmark
    @OperationsPerInvocation(SLOTS)
    public List<Applied.Opened> attempted() {
        return Objects.requireNonNull(fresh).attempt(ChannelKind.PUSH);
    }

    /// Outcome.
    @Benchmark
    @OperationsPerInvocation(SLOTS)
    public void outcome() {
        Objects.requireNonNull(attempted).accept(opened);
    }

    /// Received: 1.55 receipts a delivery.
    @Benchmark
    @OperationsPerInvocation(SLOTS)
    public void received() {
        Objects.requireNonNull(accepted).report(ChannelKind.PUSH);
    }
}

package uk.tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.Shards;
import uk.tocsin.store.kafka.KafkaSettings;
import uk.tocsin.store.kafka.KafkaStore;

/// Appends to the journal on Kafka, all shards at once with one append outstanding in each, as shards do; against
/// Kafka's own load generator on the same broker and a topic of the same settings, by turns.
final class JournalBench implements Bench {
    private static final int BYTES = 1_000;
    private static final int TOGETHER = 64;
    private static final double NANOS = 1e9;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int records = scale.of(64_000, 512_000, 2_048_000);
        int rounds = scale.of(1, 3, 3);
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"));
                KafkaStore store = KafkaStore.open(settings(broker, "ours"))) {
            // Theirs: the shards' topic of another installation.
            KafkaStore.open(settings(broker, "theirs")).close();
            double[] ours = new double[rounds];
            double[] theirs = new double[rounds];
            append(store.journal(), records / 4);
            for (int round = 0; round < rounds; round++) {
                ours[round] = Measured.of(() -> append(store.journal(), records));
                theirs[round] = broker.perfTest("theirs.shards", records, BYTES);
            }
            figures.accept(new Figure(
                    "journal.append",
                    "records of 1 kB/s",
                    Spread.of(ours),
                    "kafka-producer-perf-test",
                    Spread.of(theirs),
                    Double.NaN));
        }
    }

    private static KafkaSettings settings(BrokerProcess broker, String prefix) {
        return KafkaSettings.of(broker.plain(), prefix, new KafkaSettings.Security.Plain())
                .withReplication(1)
                .withDeliveryTimeout(Duration.ofMinutes(1));
    }

    /// Records a second.
    private static double append(Journal journal, int records) {
        List<byte[]> batch = Collections.nCopies(TOGETHER, new byte[BYTES]);
        int appends = records / TOGETHER / Shards.COUNT;
        Semaphore done = new Semaphore(0);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        long begun = System.nanoTime();
        Consumer<@Nullable Throwable> ended = failure -> {
            failed.compareAndSet(null, failure);
            done.release();
        };
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            next(journal, shard, batch, appends, ended);
        }
        try {
            if (!done.tryAcquire(Shards.COUNT, 5, TimeUnit.MINUTES)) {
                throw new BenchException("appends were not answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        Throwable failure = failed.get();
        if (failure != null) {
            throw new BenchException("an append failed", failure);
        }
        return (double) appends * TOGETHER * Shards.COUNT * NANOS / (System.nanoTime() - begun);
    }

    private static void next(
            Journal journal, int shard, List<byte[]> batch, int left, Consumer<@Nullable Throwable> ended) {
        journal.append(shard, batch).whenComplete((_, failure) -> {
            if (failure != null || left == 1) {
                ended.accept(failure);
            } else {
                next(journal, shard, batch, left - 1, ended);
            }
        });
    }
}

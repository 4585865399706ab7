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
import uk.tocsin.servers.Kafka;
import uk.tocsin.store.kafka.KafkaSettings;
import uk.tocsin.store.kafka.KafkaStore;

/// Appends to the journal on Kafka, all shards at once with one append outstanding in each, as shards do; against
/// Kafka's own load generator on the same broker and a topic of the same settings, by turns. And small appends, as
/// receipts are, to three brokers, while three nodes follow every shard.
final class JournalBench implements Bench {
    private static final int BYTES = 1_000;
    private static final int TOGETHER = 64;
    private static final int SMALL_BYTES = 200;
    private static final int COPIES = 3;
    private static final double NANOS = 1e9;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        large(scale, work, figures);
        small(scale, work, figures);
    }

    private static void large(Scale scale, Path work, Consumer<Figure> figures) {
        int records = scale.of(64_000, 512_000, 2_048_000);
        int rounds = scale.of(1, 3, 3);
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"));
                KafkaStore store = KafkaStore.open(settings(broker, "ours", 1))) {
            // Theirs: the shards' topic of another installation.
            KafkaStore.open(settings(broker, "theirs", 1)).close();
            double[] ours = new double[rounds];
            double[] theirs = new double[rounds];
            List<byte[]> batch = Collections.nCopies(TOGETHER, new byte[BYTES]);
            int appends = records / TOGETHER / Shards.COUNT;
            append(store.journal(), batch, appends / 4);
            for (int round = 0; round < rounds; round++) {
                ours[round] = Measured.of(() -> append(store.journal(), batch, appends));
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

    private static void small(Scale scale, Path work, Consumer<Figure> figures) {
        int rounds = scale.of(1, 3, 3);
        int appends = scale.of(10, 300, 300);
        try (Kafka brokers = new Kafka(work.resolve("brokers"), COPIES, "--tiers", "4");
                KafkaStore store = followed(brokers);
                var _ = followed(brokers);
                var _ = followed(brokers)) {
            List<byte[]> one = List.of(new byte[SMALL_BYTES]);
            // Brokers compile their code beside the first.
            append(store.journal(), one, rounds * appends);
            double[] rates = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                rates[round] = append(store.journal(), one, appends);
            }
            figures.accept(Figure.alone("journal.small", "appends of 200 bytes/s", Spread.of(rates), Double.NaN));
        }
    }

    /// A node's store, which follows every shard.
    private static KafkaStore followed(Kafka brokers) {
        KafkaStore store = KafkaStore.open(settings(brokers, "small", COPIES));
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            store.journal().follow(shard, 0, Runnable::run, new Nobody());
        }
        return store;
    }

    /// Follows, and does nothing.
    private static final class Nobody implements Journal.Follower {
        @Override
        public void records(long firstPosition, List<byte[]> records) {
            // nothing is done with them
        }

        @Override
        public void failed(Throwable reason) {
            throw new BenchException("a log cannot be followed", reason);
        }
    }

    private static KafkaSettings settings(Kafka broker, String prefix, int copies) {
        return KafkaSettings.of(broker.plain(), prefix, new KafkaSettings.Security.Plain())
                .withReplication(copies)
                .withDeliveryTimeout(Duration.ofMinutes(1));
    }

    /// Records a second.
    private static double append(Journal journal, List<byte[]> batch, int appends) {
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
        return (double) appends * batch.size() * Shards.COUNT * NANOS / (System.nanoTime() - begun);
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

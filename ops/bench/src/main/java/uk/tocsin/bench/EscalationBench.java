package uk.tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import uk.tocsin.model.Shards;

/// How long all shards take to decide a step whose time has come: texts to premises that have not acknowledged, of an
/// alert to everybody; half of the premises have. Two threads, as there are two event loops; with the codec, without
/// the disk.
final class EscalationBench implements Bench {
    private static final Duration WAIT = Duration.ofMinutes(2);
    private static final int LOOPS = 2;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int perShard = scale.of(64_000, 10_000_000, 10_000_000) / Shards.COUNT;
        List<FilledShard> shards = new ArrayList<>();
        for (int number = 0; number < Shards.COUNT; number++) {
            shards.add(FilledShard.registered(perShard, number));
        }
        int rounds = scale.of(2, 5, 10);
        Latencies latencies = new Latencies(rounds);
        try (ExecutorService loops = Executors.newFixedThreadPool(LOOPS)) {
            for (int round = -1; round < rounds; round++) {
                int alert = round + 2;
                shards.forEach(shard -> shard.awaitAnswers(alert, WAIT));
                Latencies one = new Latencies(1);
                long[] planned = new long[1];
                one.time(() -> planned[0] = escalate(shards, loops));
                if (planned[0] == 0) {
                    throw new BenchException("a step that was due planned nobody");
                }
                if (round >= 0) {
                    latencies.add(one.percentile(1).middle());
                }
            }
        }
        figures.accept(Figure.alone("escalation.p50", "ms", latencies.percentile(0.50), Double.NaN));
    }

    private static long escalate(List<FilledShard> shards, ExecutorService loops) {
        List<Callable<Long>> work = new ArrayList<>();
        for (int loop = 0; loop < LOOPS; loop++) {
            int mine = loop;
            work.add(() -> {
                long planned = 0;
                for (int number = mine; number < shards.size(); number += LOOPS) {
                    planned += shards.get(number).escalate(WAIT);
                }
                return planned;
            });
        }
        try {
            long planned = 0;
            for (Future<Long> each : loops.invokeAll(work)) {
                planned += each.get();
            }
            return planned;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchException("a shard cannot decide", e);
        }
    }
}

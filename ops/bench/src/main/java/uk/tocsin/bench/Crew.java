package uk.tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import uk.tocsin.lane.Batch;

/// Threads that call a blocking SDK, as programs that use one do.
final class Crew implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /// One blocking call for one message.
    @FunctionalInterface
    interface Call {
        void send(Batch batch, int index) throws Exception;
    }

    Crew(String name, int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name(name, 0).daemon().factory());
    }

    /// Makes the call for everybody in the batches; returns how many when all are done. The first failure fails it.
    int each(List<Batch> batches, Call call) {
        int count = batches.stream().mapToInt(Batch::size).sum();
        int size = batches.getFirst().size();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    call.send(batches.get(n / size), n % size);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            await(one);
        }
        return count;
    }

    private static void await(Future<?> one) {
        try {
            one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchException("a baseline failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}

package uk.tocsin.broken.console;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/// Breaks a rule of the house on purpose.
final class StartsThreads {
    private StartsThreads() {}

    static List<Object> all(CompletableFuture<Integer> future, List<Integer> numbers) {
        return List.of(
                future.thenApplyAsync(n -> n + 1),
                CompletableFuture.supplyAsync(() -> 1),
                numbers.parallelStream().toList(),
                numbers.stream().parallel().toList(),
                ForkJoinPool.commonPool(),
                Executors.newCachedThreadPool(),
                Thread.ofVirtual());
    }
}

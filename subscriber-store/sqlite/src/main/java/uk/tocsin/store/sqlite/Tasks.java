package uk.tocsin.store.sqlite;

import java.util.concurrent.CompletableFuture;

/// Where a register's tasks of writing go. Any thread.
interface Tasks extends AutoCloseable {
    /// Accepts a task, or completes its stage with why not. Returns at once.
    <T> CompletableFuture<T> submit(Task<T> task);

    /// Finishes what was accepted.
    @Override
    void close();
}

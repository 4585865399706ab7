package uk.tocsin.store.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A piece of writing that is done whole or not at all, in a commit it may share with others.
///
/// @param <T> what it answers
abstract class Task<T> {
    private final String name;
    private final int bytes;
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private final long madeNanos = System.nanoTime();
    private @Nullable T result;

    /// @param name the operation, for messages: no content
    /// @param bytes about what it writes
    Task(String name, int bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    String name() {
        return name;
    }

    int bytes() {
        return bytes;
    }

    long madeNanos() {
        return madeNanos;
    }

    CompletableFuture<T> stage() {
        return stage;
    }

    /// Writes, inside a transaction, on the writing thread.
    abstract T write(Session session) throws SQLException;

    /// Called on the writing thread when what [#write] did is durable.
    void committed() {}

    /// Called on the writing thread when what [#write] did is undone, the last task first.
    void rolledBack() {}

    /// Called on the answering thread before the stage completes.
    void answering() {}

    /// Whether the answer waits until the write-ahead log is empty and deleted bytes are gone.
    boolean forgets() {
        return false;
    }

    final void attempt(Session session) throws SQLException {
        result = write(session);
    }

    final void answer() {
        answering();
        T answer = result;
        if (answer == null) {
            throw new IllegalStateException(name + " was answered before it was written");
        }
        stage.complete(answer);
    }
}

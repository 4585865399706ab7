package uk.tocsin.console;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import uk.tocsin.journal.Journal;

/// Reads a log to its end on a plain thread that waits. For commands, not for a running installation.
final class LogReader implements Journal.Follower {
    private static final long WAIT_HOURS = 6;

    private final Each each;
    private final long end;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /// Receives the records, one after the other.
    @FunctionalInterface
    interface Each {
        /// The record at a position.
        void record(long position, byte[] bytes);
    }

    private LogReader(Each each, long end) {
        this.each = each;
        this.end = end;
    }

    /// Hands over every record from `from` to the end as it is now.
    static void read(Journal journal, int log, long from, Each each) {
        long end = journal.end(log).toCompletableFuture().join();
        if (from >= end) {
            return;
        }
        LogReader reader = new LogReader(each, end);
        try (Journal.Following _ = journal.follow(log, from, Runnable::run, reader)) {
            reader.done.orTimeout(WAIT_HOURS, TimeUnit.HOURS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("log " + log + " cannot be read", e.getCause());
        }
    }

    @Override
    public void records(long firstPosition, List<byte[]> records) {
        long position = firstPosition;
        for (byte[] bytes : records) {
            if (position < end) {
                each.record(position++, bytes);
            }
        }
        if (position >= end) {
            done.complete(null);
        }
    }

    @Override
    public void failed(Throwable reason) {
        done.completeExceptionally(reason);
    }
}

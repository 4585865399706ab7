package uk.tocsin.store.sqlite;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots;

/// Snapshots in `snapshots.db`, one saved or read after the other on one thread: a state goes into many bounded
/// commits ([SnapshotFile]), so that there is no large one.
final class SqliteSnapshots implements Snapshots {
    /// One of each log; together at most [#MAX_BYTES], unless there is only one.
    private static final int MAX_WAITING = 2 * Journal.LOGS;

    private static final long MAX_BYTES = 128L << 20;

    private record Job(long bytes, Runnable work, CompletableFuture<?> stage) {}

    private final SnapshotFile file;
    private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(MAX_WAITING + 1);
    private final Thread thread;
    private final Job last = new Job(0, () -> {}, new CompletableFuture<>());
    private int waiting;
    private long bytes;
    private boolean closing;

    SqliteSnapshots(SnapshotFile file) {
        this.file = file;
        thread = Thread.ofPlatform().name("tocsin-snapshots").start(this::loop);
    }

    @Override
    public CompletionStage<Long> save(Snapshot snapshot) {
        check(snapshot.log());
        if (snapshot.position() < 0) {
            throw new IllegalArgumentException("a snapshot of log " + snapshot.log() + " has a negative position");
        }
        return submit("save", snapshot.state().length, () -> file.save(snapshot));
    }

    @Override
    public CompletionStage<List<Snapshot>> latest(int log) {
        check(log);
        return submit("latest", 0, () -> file.latest(log));
    }

    private static void check(int log) {
        if (log < 0 || log >= Journal.LOGS) {
            throw new IllegalArgumentException("there is no log " + log);
        }
    }

    private interface Work<T> {
        T run();
    }

    private <T> CompletionStage<T> submit(String name, long size, Work<T> work) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        JournalException refusal;
        synchronized (this) {
            if (closing) {
                refusal = new JournalException(JournalException.Kind.CLOSED, "snapshots: " + name + ": closed");
            } else if (waiting >= MAX_WAITING || (bytes > 0 && bytes + size > MAX_BYTES)) {
                refusal = new JournalException(
                        JournalException.Kind.BUSY, "snapshots: " + name + ": too much is outstanding");
            } else {
                waiting++;
                bytes += size;
                queue.add(new Job(size, () -> complete(stage, work), stage));
                return stage;
            }
        }
        stage.completeExceptionally(refusal);
        return stage;
    }

    private static <T> void complete(CompletableFuture<T> stage, Work<T> work) {
        T result;
        try {
            result = work.run();
        } catch (RuntimeException e) {
            stage.completeExceptionally(Stages.unwrap(e));
            return;
        }
        stage.complete(result);
    }

    private void loop() {
        boolean interrupted = false;
        while (true) {
            try {
                Job job = queue.take();
                if (job.equals(last)) {
                    break;
                }
                synchronized (this) {
                    waiting--;
                }
                job.work().run();
                synchronized (this) {
                    bytes -= job.bytes();
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closing) {
                closing = true;
                queue.add(last);
            }
        }
        Threads.join(thread);
        file.close();
    }
}

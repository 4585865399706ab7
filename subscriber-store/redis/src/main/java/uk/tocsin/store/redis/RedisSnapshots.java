package uk.tocsin.store.redis;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;
import uk.tocsin.journal.Snapshots;

/// Snapshots in Redis, one saved or read after the other on one thread and over a connection of their own, so that
/// nobody waits for them ([SnapshotRows]). What failed is certainly no snapshot, whatever of it is there, unless it is
/// [JournalException.Kind#UNCERTAIN]; it can be saved again in any case.
final class RedisSnapshots implements Snapshots {
    /// One of each log; together at most [#MAX_BYTES], unless there is only one.
    private static final int MAX_WAITING = 2 * Journal.LOGS;

    private static final long MAX_BYTES = 128L << 20;

    private record Job(long bytes, Runnable work) {}

    private final Link link;
    private final SnapshotRows rows;
    private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(MAX_WAITING + 1);
    private final Thread thread;
    private final Job last = new Job(0, () -> {});
    private int waiting;
    private long bytes;
    private boolean closing;

    RedisSnapshots(Link link, Keys keys) {
        this.link = link;
        this.rows = new SnapshotRows(link, keys);
        thread = Thread.ofPlatform().name("tocsin-redis-snapshots").start(this::loop);
    }

    @Override
    public CompletionStage<Long> save(Snapshot snapshot) {
        check(snapshot.log());
        if (snapshot.position() < 0) {
            throw new IllegalArgumentException("a snapshot of log " + snapshot.log() + " has a negative position");
        }
        return submit("save", snapshot.state().length, () -> rows.save(snapshot));
    }

    @Override
    public CompletionStage<List<Snapshot>> latest(int log) {
        check(log);
        return submit("latest", 0, () -> rows.latest(log));
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
                queue.add(new Job(size, () -> complete(stage, work)));
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

    /// Saves what was accepted, and ends the thread and the connection.
    @Override
    public void close() {
        synchronized (this) {
            if (!closing) {
                closing = true;
                queue.add(last);
            }
        }
        Threads.join(thread);
        link.close();
    }
}

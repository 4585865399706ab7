package uk.tocsin.console.moving;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.Journal;

/// A part of a log, read on the caller's own thread: nothing more is read while it is busy with a batch.
final class LogWalk implements Journal.Follower {
    /// A follower asks for one turn at a time.
    private static final int TURNS = 16;

    /// Receives records in order; the first stands at the position.
    @FunctionalInterface
    interface Batch {
        void records(long first, List<byte[]> records);
    }

    private final BlockingQueue<Runnable> turns = new ArrayBlockingQueue<>(TURNS);
    private final int log;
    private final long end;
    private final Batch batch;
    private long next;
    private @Nullable Throwable failure;

    private LogWalk(int log, long from, long end, Batch batch) {
        this.log = log;
        this.next = from;
        this.end = end;
        this.batch = batch;
    }

    /// Hands over the records from `from` to before `end`.
    static void through(Journal journal, int log, long from, long end, Batch batch) {
        if (from < end) {
            LogWalk walk = new LogWalk(log, from, end, batch);
            try (Journal.Following _ = journal.follow(log, from, walk.turns::add, walk)) {
                walk.run();
            }
        }
    }

    private void run() {
        while (next < end) {
            Runnable turn = turn();
            turn.run();
            Throwable reason = failure;
            if (reason instanceof CopyException known) {
                throw known;
            }
            if (reason != null) {
                throw new CopyException("log " + log + " cannot be copied from " + next + " on", reason);
            }
        }
    }

    private Runnable turn() {
        try {
            Runnable turn = turns.poll(Waiting.SECONDS, TimeUnit.SECONDS);
            if (turn == null) {
                throw new CopyException("log " + log + ": nothing could be read for " + Waiting.SECONDS + " s");
            }
            return turn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CopyException("log " + log + ": reading was interrupted", e);
        }
    }

    @Override
    public void records(long first, List<byte[]> records) {
        if (next < end) {
            List<byte[]> wanted = records.subList(0, (int) Math.min(records.size(), end - first));
            batch.records(first, wanted);
            next = first + wanted.size();
        }
    }

    @Override
    public void failed(Throwable reason) {
        failure = reason;
    }
}

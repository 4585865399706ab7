package uk.tocsin.store.sqlite;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Journal.Follower;
import uk.tocsin.journal.Journal.Following;

/// One follower of one log. A turn on its executor delivers one batch, from memory or from the file, and asks
/// for the next turn; with nothing to deliver it sleeps until woken by a commit. It holds no records between
/// turns.
final class Follow implements Following {
    private static final Logger LOG = LoggerFactory.getLogger(Follow.class);

    private final SqliteJournal journal;
    private final int log;
    private final Tail tail;
    private final Executor executor;
    private final Follower follower;

    /// Whether a turn is asked for, running, or waiting for the file: there is never more than one.
    private final AtomicBoolean busy = new AtomicBoolean();

    /// Written in turns only.
    private volatile long next;

    private volatile boolean ended;

    Follow(SqliteJournal journal, int log, Tail tail, long from, Executor executor, Follower follower) {
        this.journal = journal;
        this.log = log;
        this.tail = tail;
        this.next = from;
        this.executor = executor;
        this.follower = follower;
    }

    int log() {
        return log;
    }

    /// There may be something new. Any thread.
    void wake() {
        if (!ended && busy.compareAndSet(false, true)) {
            askForTurn();
        }
    }

    private void askForTurn() {
        turn(this::step);
    }

    private void turn(Runnable step) {
        try {
            executor.execute(step);
        } catch (RejectedExecutionException e) {
            close();
            LOG.warn("A follower of log {} is left behind: its executor takes no more work", log, e);
        }
    }

    private void step() {
        if (ended) {
            return;
        }
        switch (tail.from(next)) {
            case Tail.Next.Records(List<byte[]> records) -> deliver(records);
            case Tail.Next.Older(long end) -> readUpTo(end);
            case Tail.Next.Outside(long floor, long end) ->
                fail(new IllegalStateException(
                        "log " + log + " has records " + floor + " to " + (end - 1) + ", not from " + next));
            case Tail.Next.Nothing() -> {
                busy.set(false);
                // What was committed since the question found nobody to wake.
                if (tail.end() > next) {
                    wake();
                }
            }
        }
    }

    private void deliver(List<byte[]> records) {
        if (ended) {
            return;
        }
        long position = next;
        next = position + records.size();
        try {
            follower.records(position, records);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        if (!ended) {
            askForTurn();
        }
    }

    private void readUpTo(long end) {
        journal.readFile(log, next, end).whenComplete((records, error) -> {
            if (!ended) {
                turn(error == null ? () -> deliver(records) : () -> fail(Stages.unwrap(error)));
            }
        });
    }

    private void fail(Throwable reason) {
        if (!ended) {
            close();
            follower.failed(reason);
        }
    }

    @Override
    public void close() {
        ended = true;
        journal.forget(this);
    }
}

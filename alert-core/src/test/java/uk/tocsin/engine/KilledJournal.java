package uk.tocsin.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.ForwardingJournal;
import uk.tocsin.journal.Journal;

/// The journal of a process that is killed at a chosen append: that append is stored or not, nobody hears of it,
/// and nothing comes or goes after it. Any thread.
final class KilledJournal extends ForwardingJournal {
    private final boolean lastIsStored;
    private final Runnable onDeath;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    KilledJournal(Journal journal, boolean lastIsStored, Runnable onDeath) {
        super(journal);
        this.lastIsStored = lastIsStored;
        this.onDeath = onDeath;
    }

    /// Dies at this append from now on, counted from 1.
    void dieAt(int append) {
        left.set(append);
    }

    boolean dead() {
        return left.get() <= 0;
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        int now = left.decrementAndGet();
        if (now > 0) {
            return super.append(log, records);
        }
        if (now == 0) {
            onDeath.run();
            if (lastIsStored) {
                return super.append(log, records).thenCompose(_ -> new CompletableFuture<>());
            }
        }
        return new CompletableFuture<>();
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        return super.follow(log, from, executor, new Follower() {
            @Override
            public void records(long firstPosition, List<byte[]> records) {
                if (!dead()) {
                    follower.records(firstPosition, records);
                }
            }

            @Override
            public void failed(Throwable reason) {
                follower.failed(reason);
            }
        });
    }
}

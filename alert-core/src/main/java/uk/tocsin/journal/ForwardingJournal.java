package uk.tocsin.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// A journal that does what another does; those who extend it change some of that.
public abstract class ForwardingJournal implements Journal {
    private final Journal journal;

    /// Forwards to this one.
    protected ForwardingJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        return journal.append(log, records);
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        return journal.follow(log, from, executor, follower);
    }

    @Override
    public CompletionStage<Long> end(int log) {
        return journal.end(log);
    }

    @Override
    public CompletionStage<Void> deleteBelow(int log, long position) {
        return journal.deleteBelow(log, position);
    }

    @Override
    public CompletionStage<Void> beginAt(int log, long position) {
        return journal.beginAt(log, position);
    }

    @Override
    public boolean writable() {
        return journal.writable();
    }

    @Override
    public void close() {
        journal.close();
    }
}

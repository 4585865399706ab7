package uk.tocsin.console;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.register.Marking;
import uk.tocsin.journal.Appended;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;

/// A journal that marks alert numbers for good before anybody can be given them. A record of the control log
/// gives at most one number, so it is enough to count records: a few thousand numbers are marked ahead, and the
/// next few thousand while half of those are left. Any thread.
final class ReservingJournal implements Journal {
    static final int AHEAD = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(ReservingJournal.class);

    private final Journal journal;
    private final Marking marking;

    /// The highest number that may have been given, and the first that is not marked; guarded by this.
    private int given;

    private int limit;
    private boolean extending;

    ReservingJournal(Journal journal, Marking marking) {
        this.journal = journal;
        this.marking = marking;
        this.limit = Integer.MAX_VALUE;
    }

    /// From now on people may begin alerts, of which the next has this number. Before, only the engine appends,
    /// and it begins none.
    Future<Void> begin(int firstFree) {
        return marking.alerts(firstFree + AHEAD).map(_ -> {
            synchronized (this) {
                given = firstFree;
                limit = firstFree + AHEAD;
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        if (log == CONTROL && !reserve(records.size())) {
            return CompletableFuture.failedFuture(new JournalException(
                    JournalException.Kind.BUSY,
                    "append to log " + log + ": the next alert numbers are not marked yet"));
        }
        return journal.append(log, records);
    }

    private synchronized boolean reserve(int numbers) {
        boolean enough = limit - given >= numbers;
        if (enough) {
            given += numbers;
        }
        if (limit - given < AHEAD / 2 && !extending) {
            extending = true;
            int next = given + AHEAD;
            marking.alerts(next).onComplete(done -> extended(next, done.cause()));
        }
        return enough;
    }

    private synchronized void extended(int next, @Nullable Throwable failure) {
        extending = false;
        if (failure == null) {
            limit = next;
        } else {
            LOG.error("alert numbers cannot be marked: soon no act will be accepted", failure);
        }
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
    public boolean writable() {
        return journal.writable();
    }

    @Override
    public void close() {
        journal.close();
    }
}

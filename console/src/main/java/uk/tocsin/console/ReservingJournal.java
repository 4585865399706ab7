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
import uk.tocsin.journal.ForwardingJournal;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;

/// A journal that marks alert numbers for good before anybody can be given them. A record of the control log
/// gives at most one number, so it is enough to count records, those of other nodes among them: a few thousand numbers
/// are marked ahead, and the next few thousand while half of those are left. Any thread.
final class ReservingJournal extends ForwardingJournal {
    static final int AHEAD = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(ReservingJournal.class);

    private final Marking marking;

    /// The first number that was not given when `origin` records of the control log had been read, how many of them
    /// have been read by now, how many of this node's are on their way, and the first number that is not marked;
    /// guarded by this.
    private int firstFree;

    private long origin;
    private long read;
    private long onTheirWay;
    private int limit;
    private boolean extending;

    ReservingJournal(Journal journal, Marking marking) {
        super(journal);
        this.marking = marking;
        this.limit = Integer.MAX_VALUE;
    }

    /// From now on people may begin alerts, of which the next has this number. Before, only the engine appends,
    /// and it begins none.
    ///
    /// @param next the position of the control log that it was asked at
    Future<Void> begin(int free, long next) {
        return marking.alerts(free + AHEAD).map(_ -> {
            synchronized (this) {
                firstFree = free;
                origin = next;
                limit = free + AHEAD;
            }
            return null;
        });
    }

    @Override
    public Following follow(int log, long from, Executor executor, Follower follower) {
        return super.follow(log, from, executor, log == CONTROL ? new Counting(follower) : follower);
    }

    /// Counts what the control log holds as it is read.
    private final class Counting implements Follower {
        private final Follower follower;

        Counting(Follower follower) {
            this.follower = follower;
        }

        @Override
        public void records(long firstPosition, List<byte[]> records) {
            synchronized (ReservingJournal.this) {
                read = Math.max(read, firstPosition + records.size());
            }
            follower.records(firstPosition, records);
        }

        @Override
        public void failed(Throwable reason) {
            follower.failed(reason);
        }
    }

    @Override
    public CompletionStage<Appended> append(int log, List<byte[]> records) {
        if (log != CONTROL) {
            return super.append(log, records);
        }
        if (!reserve(records.size())) {
            return CompletableFuture.failedFuture(new JournalException(
                    JournalException.Kind.BUSY,
                    "append to log " + log + ": the next alert numbers are not marked yet"));
        }
        return super.append(log, records)
                .whenComplete((appended, _) -> arrived(records.size(), appended == null ? 0 : appended.last() + 1));
    }

    private synchronized void arrived(int records, long next) {
        onTheirWay -= records;
        read = Math.max(read, next);
    }

    private synchronized boolean reserve(int numbers) {
        long given = firstFree + Math.max(0, read - origin) + onTheirWay;
        boolean enough = limit - given >= numbers;
        if (enough) {
            onTheirWay += numbers;
        }
        if (limit - given < AHEAD / 2 && !extending) {
            extending = true;
            int next = Math.toIntExact(given + AHEAD);
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
}

package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Moves the write-ahead log into the file between commits. Used by the writing thread.
final class Checkpoints {
    /// 4 MiB: moved in a few milliseconds, so a commit that comes meanwhile does not wait long.
    private static final int MOVE_FRAMES = 1024;

    /// 32 MiB: readers came so close after one another that SQLite could never begin the log anew; now it is
    /// made to wait for them.
    private static final int MANY_FRAMES = 8192;

    private final Session session;
    private final @Nullable Scrubber scrubber;
    private final LongConsumer took;
    private int emptyAt = MANY_FRAMES;

    /// @param took hears how long it took, in nanoseconds
    Checkpoints(Session session, @Nullable Scrubber scrubber, LongConsumer took) {
        this.took = took;
        this.session = session;
        this.scrubber = scrubber;
    }

    /// After each commit: keeps the log short.
    void afterCommit() throws SQLException, IOException {
        Session.WriteAheadLog log = session.checkpoint("NOOP");
        if (log.frames() >= emptyAt) {
            // While a backup reads, emptying fails: it is tried again only when as much has been added.
            emptyAt = empty() ? MANY_FRAMES : log.frames() + MANY_FRAMES;
        } else if (log.frames() - log.moved() >= MOVE_FRAMES) {
            move();
        }
    }

    /// When there is nothing to do: moves what there is.
    void whenIdle() throws SQLException, IOException {
        Session.WriteAheadLog log = session.checkpoint("NOOP");
        if (log.moved() < log.frames()) {
            move();
        }
    }

    private void move() throws SQLException, IOException {
        long began = System.nanoTime();
        if (session.checkpoint("PASSIVE").empty() && scrubber != null) {
            scrubber.scrub();
        }
        took.accept(System.nanoTime() - began);
    }

    /// Moves everything, clears what was deleted, and cuts the log to nothing. False while a reader is in the
    /// way.
    boolean empty() throws SQLException, IOException {
        long began = System.nanoTime();
        boolean emptied = emptied();
        took.accept(System.nanoTime() - began);
        return emptied;
    }

    private boolean emptied() throws SQLException, IOException {
        if (!session.checkpoint("FULL").empty()) {
            return false;
        }
        if (scrubber != null) {
            scrubber.scrub();
        }
        if (session.checkpoint("TRUNCATE").busy()) {
            return false;
        }
        if (scrubber != null) {
            scrubber.forceLog();
        }
        return true;
    }
}

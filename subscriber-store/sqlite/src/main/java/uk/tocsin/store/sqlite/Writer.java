package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one that writes a file. Tasks from any thread wait in a bounded queue; its thread takes all that wait,
/// at most [#COMMIT_BYTES] of them, writes them in one transaction, and hands them to the answering thread once
/// the commit is synced. While it syncs, the next ones gather: the busier, the larger the commits.
///
/// - A task that fails alone is undone alone: the others are written again without it.
/// - A full disk refuses what is asked, and is asked about four times a second ([Room]).
/// - What cannot be trusted (a failed fsync) ends everything ([StoreSettings#fatal]).
final class Writer implements Tasks {
    /// A commit is bounded so that nobody waits long for another's bytes.
    static final int COMMIT_BYTES = 1 << 20;

    /// Tasks and bytes that may be unanswered; what comes on top is refused. Sources bound themselves far
    /// below.
    static final int MAX_TASKS = 8192;

    static final long MAX_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int TICK_MS = 250;

    private final String name;
    private final Session session;
    private final Room room;
    private final Checkpoints checkpoints;
    private final Trouble.Failures failures;
    private final StoreSettings settings;
    private final Answers answers;
    private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(MAX_TASKS + 1);
    private final List<Task<?>> forgetting = new ArrayList<>();
    private final Task<Boolean> last;
    private final Thread thread;
    private long nextTick;
    private int tasks;
    private long bytes;
    private boolean closing;
    private volatile @Nullable Throwable dead;

    Writer(
            String name,
            Session session,
            Room room,
            @Nullable Scrubber scrubber,
            StoreSettings settings,
            Trouble.Failures failures)
            throws SQLException, IOException {
        this.name = name;
        this.session = session;
        this.room = room;
        this.checkpoints =
                new Checkpoints(session, scrubber, took -> settings.listener().checkpointed(name, took));
        this.settings = settings;
        this.failures = failures;
        this.answers = new Answers("tocsin-" + name + "-answers", MAX_TASKS + 1);
        this.last = new Task<>("close", 0) {
            @Override
            Boolean write(Session unused) {
                return true;
            }
        };
        // What a crash left in the write-ahead log goes into the file before anything else.
        checkpoints.empty();
        nextTick = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
        thread = Thread.ofPlatform().name("tocsin-" + name + "-writer").start(this::loop);
    }

    @Override
    public <T> CompletableFuture<T> submit(Task<T> task) {
        Trouble trouble;
        synchronized (this) {
            if (closing || dead != null) {
                trouble = Trouble.CLOSED;
            } else if (tasks >= MAX_TASKS || bytes + task.bytes() > MAX_BYTES) {
                trouble = Trouble.BUSY;
            } else {
                tasks++;
                bytes += task.bytes();
                queue.add(task);
                return task.stage();
            }
        }
        task.stage().completeExceptionally(failure(task, trouble, dead));
        return task.stage();
    }

    boolean writable() {
        return dead == null && !room.full();
    }

    private void loop() {
        try {
            boolean more = true;
            while (more) {
                more = turn();
            }
            finish();
        } catch (InterruptedException | RuntimeException e) {
            stop(e);
        }
    }

    private boolean turn() throws InterruptedException {
        Task<?> first = queue.poll(TICK_MS, TimeUnit.MILLISECONDS);
        if (last.equals(first)) {
            return false;
        }
        if (first != null) {
            serve(gather(first));
        }
        if (System.nanoTime() - nextTick >= 0) {
            nextTick = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
            tick(first == null);
        }
        return true;
    }

    private List<Task<?>> gather(Task<?> first) {
        List<Task<?>> group = new ArrayList<>();
        group.add(first);
        long size = first.bytes();
        Task<?> next = queue.peek();
        while (next != null && !last.equals(next) && size + next.bytes() <= COMMIT_BYTES) {
            group.add(queue.remove());
            size += next.bytes();
            next = queue.peek();
        }
        return group;
    }

    private void serve(List<Task<?>> group) {
        Throwable reason = dead;
        if (reason != null) {
            refuse(group, Trouble.CLOSED, reason);
            return;
        }
        try {
            if (!room.enough(session)) {
                refuse(group, Trouble.FULL, null);
                return;
            }
            long began = System.nanoTime();
            session.begin();
            for (Task<?> task : group) {
                task.attempt(session);
            }
            session.commit();
            settings.listener().committed(name, began - group.getFirst().madeNanos(), System.nanoTime() - began);
        } catch (SQLException | IOException | RuntimeException e) {
            recover(group, e);
            return;
        }
        settle(group);
    }

    private void settle(List<Task<?>> group) {
        List<Task<?>> done = new ArrayList<>(group.size());
        for (Task<?> task : group) {
            task.committed();
            (task.forgets() ? forgetting : done).add(task);
        }
        answer(done);
        guard(checkpoints::afterCommit);
        forget();
    }

    private void recover(List<Task<?>> group, Exception error) {
        Trouble trouble = error instanceof IOException ? Trouble.FATAL : Trouble.ofWriting(error);
        if (trouble != Trouble.FATAL) {
            try {
                session.rollback();
            } catch (SQLException e) {
                e.addSuppressed(error);
                stop(e);
                trouble = Trouble.FATAL;
            }
        } else {
            stop(error);
        }
        group.reversed().forEach(Task::rolledBack);
        if (trouble == Trouble.FULL) {
            room.ranOut();
            LOG.warn("{}: no room; what is asked is refused until there is", name);
        }
        if (trouble == Trouble.FAILED && group.size() > 1) {
            group.forEach(task -> serve(List.of(task)));
        } else {
            refuse(group, trouble, error);
        }
    }

    private void tick(boolean idle) {
        if (dead != null) {
            return;
        }
        guard(() -> {
            boolean before = room.full();
            boolean enough = room.enough(session);
            if (before && enough) {
                LOG.info("{}: there is room again", name);
            }
            if (idle) {
                checkpoints.whenIdle();
            }
        });
        forget();
    }

    private void forget() {
        if (forgetting.isEmpty() || dead != null) {
            return;
        }
        guard(() -> {
            if (checkpoints.empty()) {
                answer(List.copyOf(forgetting));
                forgetting.clear();
            }
        });
    }

    private interface Step {
        void run() throws SQLException, IOException;
    }

    /// Runs what is not part of a transaction: no room only postpones it, anything worse ends everything.
    private void guard(Step step) {
        try {
            step.run();
        } catch (SQLException | IOException e) {
            Trouble trouble = e instanceof IOException ? Trouble.FATAL : Trouble.ofWriting(e);
            if (trouble == Trouble.FULL) {
                room.ranOut();
            } else if (trouble != Trouble.BUSY) {
                stop(e);
            }
        }
    }

    private void stop(Throwable reason) {
        if (dead == null) {
            dead = reason;
            settings.fatal().accept(reason);
        }
    }

    private void answer(List<Task<?>> done) {
        answers.run(() -> {
            release(done);
            done.forEach(Task::answer);
        });
    }

    private void refuse(List<Task<?>> group, Trouble trouble, @Nullable Throwable cause) {
        answers.run(() -> {
            release(group);
            group.forEach(task -> task.stage().completeExceptionally(failure(task, trouble, cause)));
        });
    }

    private synchronized void release(List<Task<?>> group) {
        tasks -= group.size();
        group.forEach(task -> bytes -= task.bytes());
    }

    private RuntimeException failure(Task<?> task, Trouble trouble, @Nullable Throwable cause) {
        String why = switch (trouble) {
            case FULL -> room.describe();
            case BUSY -> "too much is outstanding, or another program has locked the file";
            case CLOSED -> "closed";
            case FAILED -> "failed";
            case FATAL -> "the file cannot be trusted any more";
        };
        return failures.of(trouble, name + ": " + task.name() + ": " + why, cause);
    }

    private void finish() {
        guard(checkpoints::empty);
        if (!forgetting.isEmpty()) {
            refuse(List.copyOf(forgetting), Trouble.CLOSED, null);
        }
        try {
            session.close();
        } catch (SQLException e) {
            LOG.warn("{}: the writing connection did not close in order", name, e);
        }
    }

    /// Writes what was accepted, empties the write-ahead log, and ends both threads.
    @Override
    public void close() {
        synchronized (this) {
            if (!closing) {
                closing = true;
                queue.add(last);
            }
        }
        Threads.join(thread);
        answers.close();
    }
}

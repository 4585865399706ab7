package uk.tocsin.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes, and sees to it that the bytes leave the files.
///
/// How it works. An erasure is done in two steps. The first takes a millisecond: a script deletes the field and gives
/// the erasure a number. From then on no reader finds it, here or at another node, and a crash does not bring it back.
/// But the append-only file still holds the commands that wrote it, until Redis writes the file anew from what is in
/// memory (`BGREWRITEAOF`), and deletes the old one. That is the second step, and the stage completes after it: a
/// rewriting that began after the erasure and ended well. What is erased while one runs waits for the next, all of it
/// together; after a rewriting there is none for as long as it took, so that at most half of the time goes into them.
/// So an erasure waits for at most three times what one takes, which is some 6 seconds a gigabyte of Redis's memory.
///
/// The number of the last erasure and the number up to which all bytes are gone are kept in Redis: after a crash of
/// either side the next start rewrites what is owed, and of several nodes one rewrites for all.
///
/// One thread of its own looks after that. An erasure that waits longer than it may ([RedisSettings#erasureTimeout])
/// fails, and says that it is deleted and what holds the rewriting up, which goes on.
final class Erasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    /// Erasures that may wait; another one is deleted, and fails.
    private static final int MAX_WAITING = 8192;

    /// What comes at once shares a rewriting.
    private static final long GATHER_MS = 20;

    private static final long LEAST_POLL_MS = 10;
    private static final long MOST_POLL_MS = 500;
    private static final long LEAST_PAUSE_MS = 500;
    private static final long MOST_PAUSE_MS = 30_000;
    private static final List<byte[]> COUNTS = List.of(Commands.ascii("asked"), Commands.ascii("gone"));

    private record Waiting(String operation, long number, long deadlineNanos, CompletableFuture<Void> stage) {}

    /// How many erasures there were, and up to which of them no byte is left.
    private record Counts(long asked, long gone) {}

    private final Link link;
    private final Keys keys;
    private final RedisSettings settings;
    private final Thread thread;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private String trouble = "";

    /// When the next rewriting may begin; touched by the thread alone, as is the next.
    private long notBeforeNanos = System.nanoTime();

    /// No byte is left of the erasures up to this one.
    private long gone;

    /// What an earlier run owes is found out at the start.
    private boolean owed = true;

    private boolean closing;

    Erasures(Link link, Keys keys, RedisSettings settings) {
        this.link = link;
        this.keys = keys;
        this.settings = settings;
        this.thread = Thread.ofPlatform().name("tocsin-redis-erasures").start(this::loop);
    }

    /// Deletes by [Script#ERASE]; completes when no byte is left.
    CompletableFuture<Void> erase(String operation, Commands.Call call) {
        return Stages.then(
                link.run(operation, Script.ERASE, call), reply -> gone(operation, (long) (Long) reply.getFirst()));
    }

    private CompletableFuture<Void> gone(String operation, long number) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        Trouble refusal;
        synchronized (this) {
            if (!closing && waiting.size() < MAX_WAITING) {
                long patience = settings.erasureTimeout().toNanos();
                waiting.add(new Waiting(operation, number, System.nanoTime() + patience, stage));
                notifyAll();
                return stage;
            }
            refusal = closing ? Trouble.CLOSED : Trouble.BUSY;
        }
        stage.completeExceptionally(link.failure(deleted(operation), refusal, null));
        return stage;
    }

    private static String deleted(String operation) {
        return operation + " (it is deleted, but the append-only file still holds its bytes)";
    }

    // ---- the thread

    private void loop() {
        long pauseMs = LEAST_PAUSE_MS;
        while (awaitWork()) {
            try {
                pause(GATHER_MS);
                round();
                pauseMs = LEAST_PAUSE_MS;
                trouble = "";
            } catch (RuntimeException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(trouble) && !closing()) {
                    LOG.warn("erasures wait: {}", reason);
                }
                trouble = reason;
                pause(pauseMs);
                pauseMs = Math.min(MOST_PAUSE_MS, 2 * pauseMs);
            }
            expire();
        }
        for (Waiting each : taken(Long.MAX_VALUE, Long.MIN_VALUE)) {
            each.stage().completeExceptionally(link.failure(deleted(each.operation()), Trouble.CLOSED, null));
        }
    }

    private synchronized boolean closing() {
        return closing;
    }

    /// An interruption means closing: nobody else interrupts this thread.
    private synchronized boolean awaitWork() {
        while (waiting.isEmpty() && !owed && !closing) {
            try {
                wait();
            } catch (InterruptedException _) {
                closing = true;
            }
        }
        return !closing;
    }

    private synchronized void pause(long ms) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        long left = ms;
        while (left > 0 && !closing) {
            try {
                wait(left);
            } catch (InterruptedException _) {
                closing = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    private void round() {
        Counts counts = counts();
        gone = Math.max(gone, counts.gone());
        answer(gone);
        if (gone < counts.asked()) {
            pause(TimeUnit.NANOSECONDS.toMillis(notBeforeNanos - System.nanoTime()));
            counts = counts();
            if (!rewritten()) {
                return;
            }
            gone = counts.asked();
            answer(gone);
        }
        if (counts.gone() < gone) {
            // A server without room may refuse this: those who wait have their answer already.
            Threads.await(link.run(
                    "count of erasures",
                    Script.GONE,
                    new Commands.Call(List.of(keys.erasures()), List.of(Commands.ascii(gone)))));
        }
        synchronized (this) {
            owed = false;
        }
    }

    private Counts counts() {
        List<byte @Nullable []> counts =
                Threads.await(link.ask("count of erasures", Commands.hmget(keys.erasures(), COUNTS)));
        return new Counts(number(counts.getFirst()), number(counts.getLast()));
    }

    private static long number(byte @Nullable [] value) {
        return value == null ? 0 : Commands.number(value);
    }

    /// Lets Redis rewrite its file; false if it was doing so already, which may have begun too early. Throws if it
    /// failed.
    private boolean rewritten() {
        long began = System.nanoTime();
        String server = facts().getOrDefault("run_id", "");
        boolean ours = begin();
        Map<String, String> facts = facts();
        long pollMs = LEAST_POLL_MS;
        while (!closing() && rewriting(facts)) {
            pause(pollMs);
            pollMs = Math.min(MOST_POLL_MS, 2 * pollMs);
            expire();
            facts = facts();
        }
        if (closing() || !ours) {
            return false;
        }
        if (!server.equals(facts.get("run_id"))) {
            throw link.failure("rewriting of the file: Redis was started again meanwhile", Trouble.FAILED, null);
        }
        if (!"ok".equals(facts.get("aof_last_bgrewrite_status"))) {
            throw link.failure(
                    "rewriting of the file: Redis could not (its log says why; room on the disk for a second file, and"
                            + " vm.overcommit_memory = 1, are what it needs)",
                    Trouble.FAILED,
                    null);
        }
        long took = System.nanoTime() - began;
        notBeforeNanos = System.nanoTime() + took;
        settings.listener().rewritten(took);
        return true;
    }

    private static boolean rewriting(Map<String, String> facts) {
        return !"0".equals(facts.get("aof_rewrite_in_progress")) || !"0".equals(facts.get("aof_rewrite_scheduled"));
    }

    /// Whether a rewriting begins now, or soon, because of this.
    private boolean begin() {
        try {
            Threads.await(link.ask("rewriting of the file", Commands.rewrite()));
            return true;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refused
                    && String.valueOf(refused.getMessage()).contains("already in progress")) {
                return false;
            }
            throw e;
        }
    }

    private Map<String, String> facts() {
        return Facts.of(Threads.await(link.ask("look at Redis", Commands.info("default"))));
    }

    // ---- those who wait

    /// Completes those up to a number.
    private void answer(long number) {
        for (Waiting each : taken(number, Long.MIN_VALUE)) {
            each.stage().complete(null);
        }
    }

    /// Fails those who have waited too long.
    private void expire() {
        for (Waiting each : taken(Long.MIN_VALUE, System.nanoTime())) {
            String reason = trouble.isEmpty() ? "" : ", because " + trouble;
            each.stage()
                    .completeExceptionally(link.failure(
                            deleted(each.operation()) + " after " + settings.erasureTimeout() + reason,
                            Trouble.FAILED,
                            null));
        }
    }

    private synchronized List<Waiting> taken(long number, long nowNanos) {
        List<Waiting> taken = new ArrayList<>();
        for (Waiting each : waiting) {
            if (each.number() <= number || nowNanos != Long.MIN_VALUE && nowNanos - each.deadlineNanos() >= 0) {
                taken.add(each);
            }
        }
        waiting.removeAll(taken);
        return taken;
    }

    /// Ends the thread. Who still waits fails; the next start does what is owed.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Threads.join(thread);
    }
}

package uk.tocsin.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes, and sees to it that the bytes leave the files.
///
/// How it works. An erasure is done in two steps. The first takes a millisecond, and answers: a script deletes the
/// field and gives the erasure a number. From then on no reader finds it, here or at another node, and a crash does
/// not bring it back. But the append-only file still holds the commands that wrote it, until Redis writes the file
/// anew from what is in memory (`BGREWRITEAOF`), and deletes the old one. That is the second step: a rewriting that
/// began after the erasure and ended well. What is erased while one runs waits for the next, all of it together;
/// after a rewriting there is none for as long as it took, so that at most half of the time goes into them. So
/// bytes stay for at most three times what one takes, which is some 6 seconds a gigabyte of memory.
///
/// The number of the last erasure and the number up to which all bytes are gone are kept in Redis: after a crash of
/// either side the next start rewrites what is owed. A node also looks now and then
/// ([RedisSettings#erasureTimeout]), and does what others owed the last time it looked, and still do.
///
/// One thread of its own looks after that. It never gives up, and says in the log what holds it up.
final class Erasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    /// What comes at once shares a rewriting.
    private static final long GATHER_MS = 20;

    private static final long LEAST_POLL_MS = 10;
    private static final long MOST_POLL_MS = 500;
    private static final long LEAST_PAUSE_MS = 500;
    private static final long MOST_PAUSE_MS = 30_000;
    private static final List<byte[]> COUNTS = List.of(Commands.ascii("asked"), Commands.ascii("gone"));

    /// How many erasures there were, and up to which of them no byte is left.
    private record Counts(long asked, long gone) {}

    private final Link link;
    private final Keys keys;
    private final RedisSettings settings;
    private final Thread thread;

    /// The last erasure of this node; guarded by this, as are the next.
    private long last;

    /// Something was erased, or has to be tried again.
    private boolean work;

    private boolean closing;

    /// No byte is left of the erasures up to this one; touched by the thread alone, as is what follows.
    private long gone;

    /// When to look at what others owe. The first time everything is done that is owed; later what was owed the last
    /// time already.
    private long lookNanos = System.nanoTime();

    private long seen = Long.MAX_VALUE;

    /// When the next rewriting may begin.
    private long notBeforeNanos = System.nanoTime();

    /// Bytes are owed, and since when.
    private boolean owing;

    private long sinceNanos;

    private String trouble = "";
    private boolean late;

    Erasures(Link link, Keys keys, RedisSettings settings) {
        this.link = link;
        this.keys = keys;
        this.settings = settings;
        this.thread = Thread.ofPlatform().name("tocsin-redis-erasures").start(this::loop);
    }

    /// Deletes by [Script#ERASE]; completes when nobody finds it any more. The bytes follow.
    CompletableFuture<Void> erase(String operation, Commands.Call call) {
        return Stages.done(Stages.map(link.run(operation, Script.ERASE, call), reply -> {
            owe((long) (Long) reply.getFirst());
            return true;
        }));
    }

    private synchronized void owe(long number) {
        last = Math.max(last, number);
        work = true;
        notifyAll();
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
                again();
                tell(String.valueOf(e.getMessage()));
                pause(pauseMs);
                pauseMs = Math.min(MOST_PAUSE_MS, 2 * pauseMs);
            }
        }
    }

    private synchronized void again() {
        work = true;
    }

    private void tell(String reason) {
        if (!reason.equals(trouble) && !closing()) {
            LOG.warn("the bytes of erasures stay in the files for now: {}", reason);
        }
        trouble = reason;
        tellIfLate();
    }

    /// Says once that it takes longer than it should.
    private void tellIfLate() {
        if (owing
                && !late
                && System.nanoTime() - sinceNanos > settings.erasureTimeout().toNanos()) {
            late = true;
            LOG.error(
                    "the bytes of erasures have been in the files for more than {}{}",
                    settings.erasureTimeout(),
                    trouble.isEmpty() ? ": they are being rewritten" : ": " + trouble);
        }
    }

    private synchronized boolean closing() {
        return closing;
    }

    /// Whether to go on: there is work, or it is time to look.
    private boolean awaitWork() {
        await(lookNanos, true);
        return !closing();
    }

    private void pause(long ms) {
        await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms), false);
    }

    /// Waits until a time of the monotonic clock, or until there is work if that counts, or until this is closed. An
    /// interruption means closing: nobody else interrupts this thread.
    private synchronized void await(long untilNanos, boolean orWork) {
        long leftMs = untilMs(untilNanos);
        while (!closing && !(orWork && work) && leftMs > 0) {
            try {
                wait(leftMs);
            } catch (InterruptedException _) {
                closing = true;
            }
            leftMs = untilMs(untilNanos);
        }
    }

    private static long untilMs(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
    }

    private void round() {
        long due = begun();
        owing(due);
        boolean look = untilMs(lookNanos) <= 0;
        Counts counts = counts();
        gone = Math.max(gone, counts.gone());
        if (look) {
            due = Math.max(due, Math.min(seen, counts.asked()));
            seen = counts.asked();
            owing(due);
        }
        if (gone < due) {
            pause(untilMs(notBeforeNanos));
            counts = counts();
            if (!rewritten()) {
                again();
                return;
            }
            gone = counts.asked();
        }
        if (counts.gone() < gone) {
            // A server without room may refuse this; it is tried again.
            Threads.await(link.run(
                    "count of erasures",
                    Script.GONE,
                    new Commands.Call(List.of(keys.erasures()), List.of(Commands.ascii(gone)))));
        }
        owing = false;
        late = false;
        if (look) {
            lookNanos = System.nanoTime() + settings.erasureTimeout().toNanos();
        }
    }

    /// What this node owes; what is erased from now on is for the next round.
    private synchronized long begun() {
        work = false;
        return last;
    }

    private void owing(long due) {
        if (gone < due && !owing) {
            owing = true;
            sinceNanos = System.nanoTime();
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
            tellIfLate();
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

    /// Ends the thread. What is still owed another node does, or the next start.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Threads.join(thread);
    }
}

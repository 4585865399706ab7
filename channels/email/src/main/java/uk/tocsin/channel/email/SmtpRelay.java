package uk.tocsin.channel.email;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.NotSentCause;

/// What the wire knows of one relay: its connections and its health. A relay that failed is left alone for a
/// while that doubles, then tried with one message on one connection; only an answer to a message makes it
/// healthy again. Times are monotonic nanoseconds. Confined to the wire's event loop.
final class SmtpRelay {
    /// An answer owed for half a permit (800 ms) is too late to be of use to the next message.
    static final long STALL_NANOS = Duration.ofMillis(400).toNanos();

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MAX_DOUBLINGS = 10;

    final EmailOptions.Relay address;
    /// All open connections, closing ones left out.
    final Set<SmtpConnection> open = new LinkedHashSet<>();
    final ArrayDeque<SmtpConnection> idle = new ArrayDeque<>();
    int connecting;
    private int failures;
    private long retryAt;
    private long throttledUntil;
    private boolean throttled;
    private long lastAnswer = System.nanoTime();
    private boolean stalled;
    private NotSentCause lastCause = NotSentCause.CONNECT;

    SmtpRelay(EmailOptions.Relay address) {
        this.address = address;
    }

    /// Whether it may be given messages now.
    boolean usable(long now) {
        return !throttled(now) && (failures == 0 || now - retryAt >= 0);
    }

    boolean throttled(long now) {
        throttled = throttled && now - throttledUntil < 0;
        return throttled;
    }

    /// Whether it is usable and answers.
    boolean answers(long now) {
        return usable(now) && failures == 0 && !stalled;
    }

    /// Whether something may still come of waiting for it.
    boolean hopeful(long now) {
        return !throttled(now) && (usable(now) || connecting > 0 || !open.isEmpty());
    }

    int mayOpen(long now, int limit) {
        return usable(now) ? Math.max(0, (failures == 0 ? limit : 1) - open.size() - connecting) : 0;
    }

    int failures() {
        return failures;
    }

    NotSentCause lastCause() {
        return lastCause;
    }

    Duration throttledFor(long now) {
        return Duration.ofNanos(Math.max(1, throttledUntil - now));
    }

    void answered(long now) {
        failures = 0;
        stalled = false;
        lastAnswer = now;
    }

    /// Counts a failure, once for all that happen in one pause. True if it was counted.
    boolean failed(long now, NotSentCause cause) {
        if (failures > 0 && now - retryAt < 0) {
            return false;
        }
        lastCause = cause;
        long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        retryAt = now + pause - ThreadLocalRandom.current().nextLong(pause / 4);
        return true;
    }

    void throttle(long now, Duration pause) {
        throttled = true;
        throttledUntil = now + pause.toNanos();
    }

    /// Looks whether it owes answers and gives none at all.
    boolean lookForStall(long now) {
        long longest = 0;
        for (SmtpConnection connection : open) {
            longest = Math.max(longest, connection.waited(now));
        }
        stalled = longest > STALL_NANOS && now - lastAnswer > STALL_NANOS;
        return stalled;
    }

    @Nullable
    SmtpConnection takeIdle() {
        return idle.pollLast();
    }
}

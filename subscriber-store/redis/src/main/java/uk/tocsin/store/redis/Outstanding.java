package uk.tocsin.store.redis;

import java.util.concurrent.TimeUnit;

/// What was asked and not answered yet: commands, and bytes to be written. Bounded, so that a server that stands still
/// fills no memory; sources bound themselves far below.
final class Outstanding {
    static final int MAX_COMMANDS = 16_384;
    static final long MAX_BYTES = 64L << 20;

    private int commands;
    private long bytes;
    private boolean closed;

    /// Whether so much more may be asked; [#release] gives it back.
    synchronized boolean take(int moreCommands, long moreBytes) {
        if (commands + moreCommands > MAX_COMMANDS || bytes + moreBytes > MAX_BYTES) {
            return false;
        }
        commands += moreCommands;
        bytes += moreBytes;
        return true;
    }

    synchronized void release(int fewerCommands, long fewerBytes) {
        commands -= fewerCommands;
        bytes -= fewerBytes;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }

    /// From now on nothing may be asked.
    synchronized void close() {
        closed = true;
    }

    /// Waits until everything is answered, which the timeouts of commands bound; at most so long.
    synchronized void drain(long ms) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        boolean interrupted = false;
        long left = ms;
        while (commands > 0 && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException _) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package uk.tocsin.store.sqlite;

import java.util.concurrent.BlockingQueue;

/// Waiting that an interruption does not cut short, but that keeps the interruption.
final class Threads {
    private Threads() {}

    /// Waits until there is room in the queue.
    static <T> void put(BlockingQueue<T> queue, T element) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(element);
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until a thread has ended. A thread does not wait for itself.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package uk.tocsin.store.kafka;

/// Waiting that an interruption does not cut short, but that keeps the interruption.
final class Threads {
    private Threads() {}

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

package uk.tocsin.store.sqlite;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread on which stages complete and followers are woken, so that a slow continuation does not hold up
/// commits. Bounded: there are never more runs than unanswered tasks, and [#run] waits rather than refuse.
final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final BlockingQueue<Runnable> queue;
    private final Thread thread;

    /// Touched by the thread alone.
    private boolean more = true;

    Answers(String name, int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
        thread = Thread.ofPlatform().name(name).start(this::loop);
    }

    void run(Runnable work) {
        Threads.put(queue, work);
    }

    private void loop() {
        boolean interrupted = false;
        while (more) {
            try {
                queue.take().run();
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (RuntimeException e) {
                LOG.error("An answer could not be given", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        run(() -> more = false);
        Threads.join(thread);
    }
}

package uk.tocsin.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;

/// A receipt for each delivery of an alert, posted at a steady rate on a thread of its own, and the reach figure
/// watched meanwhile on the caller's.
final class SteadyReceipts implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int IN_FLIGHT = 1_000;
    private static final String DELIVERED = "delivered";
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MS = 1e6;

    private final Vertx vertx = Vertx.vertx();
    private final Line line;
    private final int alert;
    private final List<String> tokens;
    private final ReceiptClient client;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final long[] answered;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    SteadyReceipts(Line line, int alert, List<String> tokens) {
        this.line = line;
        this.alert = alert;
        this.tokens = tokens;
        int port = line.stage().server().house().settings().edge().publicUrl().getPort();
        this.client = new ReceiptClient(vertx, port, CONNECTIONS);
        this.answered = new long[tokens.size()];
    }

    /// Posts all of them; for each n how long after the n-th answer the figure held n. Called once.
    Latencies lags(int perSecond) {
        Thread poster = Thread.ofPlatform().name("steady-receipts").daemon().start(() -> post(perSecond));
        long[] shown;
        try {
            shown = watch();
        } finally {
            trouble.compareAndSet(null, "none is posted any more");
            join(poster);
        }
        Arrays.sort(answered);
        Latencies lags = new Latencies(shown.length);
        for (int n = 0; n < shown.length; n++) {
            lags.add(Math.max(0, shown[n] - answered[n]) / NANOS_PER_MS);
        }
        return lags;
    }

    private void post(int perSecond) {
        long began = System.nanoTime();
        for (int i = 0; i < tokens.size() && trouble.get() == null; i++) {
            long due = began + (long) (i / (double) perSecond * NANOS_PER_SECOND);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            room.acquireUninterruptibly();
            client.post(tokens.get(i), DELIVERED)
                    .onSuccess(this::answered)
                    .onFailure(e -> trouble.compareAndSet(null, "a receipt was not answered: " + e))
                    .onComplete(_ -> room.release());
        }
        room.acquireUninterruptibly(IN_FLIGHT);
    }

    private void answered(int status) {
        if (ReceiptClient.taken(status)) {
            answered[answers.getAndIncrement()] = System.nanoTime();
        } else {
            trouble.compareAndSet(null, "a receipt was answered " + status);
        }
    }

    /// When the figure first held each number.
    private long[] watch() {
        long[] shown = new long[tokens.size()];
        long until = System.nanoTime() + LONGEST_NANOS;
        for (int known = 0; known < shown.length; ) {
            int figure = (int) line.reach(alert, ChannelKind.PUSH, DELIVERED);
            long now = System.nanoTime();
            String told = now > until ? "it took too long" : trouble.get();
            if (told != null) {
                throw new BenchException(told + "; reach has " + figure + " of " + shown.length);
            }
            while (known < figure) {
                shown[known++] = now;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return shown;
    }

    private static void join(Thread poster) {
        try {
            poster.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}

package uk.tocsin.channel.kit.wire;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.lane.Batch;
import uk.tocsin.model.NotSentCause;

/// A fixed set of open connections to one origin, and no queue before them: a request is written on a stream
/// already open, while its gate agrees, or it ends at once as not sent. Its methods may be called from any
/// thread; all else happens on one event loop of its own.
///
/// Every request ends exactly once, no later than [WireOptions#requestTimeout] and [#TICK] after it was handed
/// over. Nothing is repeated here: whoever asked decides.
public final class HttpWire implements AutoCloseable {
    /// How often timeouts are looked for.
    public static final Duration TICK = Duration.ofMillis(50);

    /// Requests written in one turn of the event loop: each takes some 10 to 30 µs.
    private static final int AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(HttpWire.class);
    private static final Exchange FULL = new Exchange.NotSent(NotSentCause.REFUSED_STREAM);
    private static final Exchange UNCONNECTED = new Exchange.NotSent(NotSentCause.CONNECT);

    private final Vertx vertx;
    private final ContextInternal context;
    private final WireOptions options;
    private final WireListener listener;
    private final Semaphore places;
    private final List<Line> lines = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> firstConnection = new CompletableFuture<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder notSent = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder failedConnects = new LongAdder();
    private final LongAdder disconnects = new LongAdder();
    private volatile boolean closed;
    private volatile int open;
    private int turn;
    private long timer;

    private HttpWire(Vertx vertx, WireOptions options, WireListener listener) {
        this.vertx = vertx;
        this.options = options;
        this.listener = listener;
        context = ((VertxInternal) vertx).createEventLoopContext();
        places = new Semaphore(options.maxInFlight());
        for (int i = 0; i < options.connections(); i++) {
            lines.add(new Line(vertx, context, options, new Events()));
        }
    }

    /// Starts connecting and returns at once; see [#awaitConnected]. Throws IllegalArgumentException if the
    /// trust file cannot be read.
    public static HttpWire open(Vertx vertx, WireOptions options, WireListener listener) {
        HttpWire wire = new HttpWire(vertx, options, listener);
        wire.context.runOnContext(v -> wire.start());
        return wire;
    }

    /// The same, unheard.
    public static HttpWire open(Vertx vertx, WireOptions options) {
        return open(vertx, options, WireListener.NONE);
    }

    private void start() {
        lines.forEach(Line::connect);
        timer = vertx.setPeriodic(TICK.toMillis(), id -> tick());
    }

    /// Waits for the first connection. Not to be called on an event loop.
    ///
    /// @return whether there has been one
    public boolean awaitConnected(Duration limit) throws InterruptedException {
        refuseEventLoop();
        try {
            firstConnection.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never fails", e);
        }
    }

    /// Told what became of requests.
    @FunctionalInterface
    public interface Sink {
        /// The end of the request at `index` of those handed over together.
        void ended(int index, Exchange exchange);
    }

    /// Sends a request. The sink is called once: on this wire's event loop, or on the caller's thread if the
    /// wire is full or closed. It must not block.
    public void exchange(WireRequest request, Batch.WriteGate gate, Consumer<Exchange> sink) {
        exchange(List.of(request), gate, (_, exchange) -> sink.accept(exchange));
    }

    /// Sends several requests, each on its own. The sink is called once for each, as above.
    public void exchange(List<WireRequest> requests, Batch.WriteGate gate, Sink sink) {
        List<Flight> taken = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            Flight flight = new Flight(requests.get(i), gate, sink, i);
            if (closed) {
                conclude(flight, UNCONNECTED);
            } else if (!places.tryAcquire()) {
                conclude(flight, FULL);
            } else {
                taken.add(flight);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        take(taken);
    }

    /// Writes them in turns of a few milliseconds, so that answers and more urgent requests come in between.
    private void take(List<Flight> flights) {
        try {
            context.runOnContext(v -> {
                int turn = Math.min(flights.size(), AT_ONCE);
                flights.subList(0, turn).forEach(this::take);
                if (turn < flights.size()) {
                    take(flights.subList(turn, flights.size()));
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the event loop has ended", options.name(), e);
            flights.forEach(flight -> finished(flight, UNCONNECTED));
        }
    }

    /// Sends a request and waits for what becomes of it: for blocking code on virtual threads. An interrupt
    /// does not cut the wait short, since what was written cannot be taken back; it is kept for the caller.
    public Exchange await(WireRequest request, Batch.WriteGate gate) {
        refuseEventLoop();
        CompletableFuture<Exchange> outcome = new CompletableFuture<>();
        exchange(request, gate, outcome::complete);
        return outcome.join();
    }

    private void take(Flight flight) {
        LiveConnection free = closed ? null : free();
        if (free == null) {
            boolean connected = lines.stream().anyMatch(line -> line.current() != null);
            finished(flight, connected && !closed ? FULL : UNCONNECTED);
        } else {
            free.write(flight);
        }
    }

    /// The next connection in turn that takes a request; null if none does.
    private @Nullable LiveConnection free() {
        for (int i = 0; i < lines.size(); i++) {
            turn = turn + 1 == lines.size() ? 0 : turn + 1;
            LiveConnection connection = lines.get(turn).current();
            if (connection != null && connection.room() > 0) {
                return connection;
            }
        }
        return null;
    }

    private void finished(Flight flight, Exchange exchange) {
        places.release();
        conclude(flight, exchange);
    }

    private void conclude(Flight flight, Exchange exchange) {
        switch (exchange) {
            case Exchange.Answered _ -> answered.increment();
            case Exchange.NotSent _ -> notSent.increment();
            case Exchange.Unknown _ -> unknown.increment();
        }
        try {
            listener.ended(exchange, System.nanoTime() - flight.acceptedNanos);
            flight.report(exchange);
        } catch (RuntimeException e) {
            LOG.error("{}: whoever asked failed on the outcome", options.name(), e);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (Line line : lines) {
            line.tick(now);
        }
        countOpen();
    }

    private void countOpen() {
        int count = 0;
        for (Line line : lines) {
            if (line.current() != null) {
                count++;
            }
        }
        open = count;
    }

    /// What it has done so far.
    public WireStats stats() {
        return new WireStats(
                open,
                options.maxInFlight() - places.availablePermits(),
                answered.sum(),
                notSent.sum(),
                unknown.sum(),
                connects.sum(),
                failedConnects.sum(),
                disconnects.sum());
    }

    /// How it was opened.
    public WireOptions options() {
        return options;
    }

    /// Refuses what comes from now on, ends what was written as unknown and aborts the connections. Returns at
    /// once.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            context.runOnContext(v -> {
                vertx.cancelTimer(timer);
                lines.forEach(Line::stop);
                countOpen();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the event loop has ended before", options.name(), e);
        }
    }

    private static void refuseEventLoop() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("must not wait on an event loop");
        }
    }

    private final class Events implements Line.Owner {
        @Override
        public void ended(Flight flight, Exchange exchange) {
            finished(flight, exchange);
        }

        @Override
        public void connected(Line line) {
            connects.increment();
            countOpen();
            firstConnection.complete(null);
            listener.connected();
        }

        @Override
        public void connectFailed(Throwable cause) {
            failedConnects.increment();
            listener.connectFailed(cause);
        }

        @Override
        public void disconnected() {
            disconnects.increment();
            countOpen();
            listener.disconnected();
        }
    }
}
